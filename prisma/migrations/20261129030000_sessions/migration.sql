-- Where a person is signed in, for them to see and end. A session's cookie is sealed and not here; that it was ended is in
-- access.revocations.
CREATE TABLE identity.sessions (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  -- What the browser says it is, and the network it came from.
  agent text NOT NULL,
  network text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  last_used_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX ON identity.sessions (user_id);
CREATE INDEX ON identity.sessions (created_at);
GRANT SELECT, INSERT, DELETE ON identity.sessions TO chaperone_web;
GRANT UPDATE (last_used_at) ON identity.sessions TO chaperone_web;
