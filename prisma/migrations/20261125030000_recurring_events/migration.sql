-- Events that repeat, and versions that refuse a lost update. The columns belong to an owned table: its grants and its
-- row-level security hold for them.

ALTER TABLE calendar.events
  ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  -- An RRULE of RFC 5545; null for an event that takes place once.
  ADD COLUMN recurrence text,
  -- Starts of occurrences that were taken out of their series.
  ADD COLUMN excluded timestamptz(3)[] NOT NULL DEFAULT '{}',
  -- End of the last occurrence, so that a range is compared with two columns, whether an event repeats or not.
  ADD COLUMN last_ends_at timestamptz(3);

-- Whoever migrates owns the table and sees its rows only while it is not forced under its own policies.
ALTER TABLE calendar.events NO FORCE ROW LEVEL SECURITY;
UPDATE calendar.events SET last_ends_at = ends_at;
ALTER TABLE calendar.events FORCE ROW LEVEL SECURITY;

ALTER TABLE calendar.events
  ALTER COLUMN last_ends_at SET NOT NULL,
  ADD CHECK (last_ends_at >= ends_at),
  ADD CHECK (recurrence IS NOT NULL OR (last_ends_at = ends_at AND excluded = '{}'));
CREATE INDEX ON calendar.events (owner_id, last_ends_at);
