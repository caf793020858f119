-- What a server remembers about calls: results of keyed ones, and confirmations that were used. Each row belongs to one
-- owner and to the server role that wrote it; no other role and no other owner sees it.

CREATE TABLE access.idempotency_keys (
  writer text NOT NULL DEFAULT CURRENT_USER,
  owner_id text NOT NULL,
  tool text NOT NULL,
  key text NOT NULL,
  arguments_digest text NOT NULL,
  -- Null until the call has succeeded: only its own transaction ever sees that.
  result jsonb,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (writer, owner_id, tool, key)
);
CREATE INDEX ON access.idempotency_keys (writer, owner_id, expires_at);

CREATE TABLE access.used_request_states (
  writer text NOT NULL DEFAULT CURRENT_USER,
  owner_id text NOT NULL,
  id text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (writer, owner_id, id)
);

ALTER TABLE access.idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.idempotency_keys FORCE ROW LEVEL SECURITY;
ALTER TABLE access.used_request_states ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.used_request_states FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON access.idempotency_keys TO chaperone_weather, chaperone_calendar, chaperone_tasks
  USING (writer = CURRENT_USER AND owner_id = access.current_owner())
  WITH CHECK (writer = CURRENT_USER AND owner_id = access.current_owner());
CREATE POLICY own ON access.used_request_states TO chaperone_weather, chaperone_calendar, chaperone_tasks
  USING (writer = CURRENT_USER AND owner_id = access.current_owner())
  WITH CHECK (writer = CURRENT_USER AND owner_id = access.current_owner());

GRANT SELECT, INSERT, UPDATE, DELETE ON access.idempotency_keys TO chaperone_weather, chaperone_calendar, chaperone_tasks;
-- No UPDATE: a confirmation that was used stays used.
GRANT SELECT, INSERT, DELETE ON access.used_request_states TO chaperone_weather, chaperone_calendar, chaperone_tasks;
