-- What a server remembers about calls goes into its own schema. Whoever may delete from a table may lock it, and in one
-- table of all servers, one that is taken over kept the others from every change.

DO $$
DECLARE server text;
BEGIN
  FOREACH server IN ARRAY ARRAY['weather', 'calendar', 'tasks'] LOOP
    EXECUTE format($sql$
      CREATE TABLE %1$I.idempotency_keys (
        owner_id text NOT NULL,
        tool text NOT NULL,
        key text NOT NULL,
        arguments_digest text NOT NULL,
        -- Null until the call has succeeded: only its own transaction ever sees that.
        result jsonb,
        expires_at timestamptz(3) NOT NULL,
        PRIMARY KEY (owner_id, tool, key)
      );
      CREATE INDEX ON %1$I.idempotency_keys (owner_id, expires_at);
      CREATE TABLE %1$I.used_request_states (
        owner_id text NOT NULL,
        id text NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        PRIMARY KEY (owner_id, id)
      );
    $sql$, server);
  END LOOP;
END $$;

-- The owner of the tables moves the rows, and sees them for as long as that takes.
ALTER TABLE access.idempotency_keys NO FORCE ROW LEVEL SECURITY;
ALTER TABLE access.used_request_states NO FORCE ROW LEVEL SECURITY;

DO $$
DECLARE server text;
BEGIN
  FOREACH server IN ARRAY ARRAY['weather', 'calendar', 'tasks'] LOOP
    EXECUTE format($sql$
      INSERT INTO %1$I.idempotency_keys
        SELECT owner_id, tool, key, arguments_digest, result, expires_at FROM access.idempotency_keys WHERE writer = %2$L;
      INSERT INTO %1$I.used_request_states
        SELECT owner_id, id, expires_at FROM access.used_request_states WHERE writer = %2$L;

      ALTER TABLE %1$I.idempotency_keys ENABLE ROW LEVEL SECURITY;
      ALTER TABLE %1$I.idempotency_keys FORCE ROW LEVEL SECURITY;
      ALTER TABLE %1$I.used_request_states ENABLE ROW LEVEL SECURITY;
      ALTER TABLE %1$I.used_request_states FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON %1$I.idempotency_keys TO %2$I
        USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
      CREATE POLICY own ON %1$I.used_request_states TO %2$I
        USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());

      GRANT SELECT, INSERT, UPDATE (result), DELETE ON %1$I.idempotency_keys TO %2$I;
      -- No UPDATE: a confirmation that was used stays used.
      GRANT SELECT, INSERT, DELETE ON %1$I.used_request_states TO %2$I;
    $sql$, server, 'chaperone_' || server);
  END LOOP;
END $$;

DROP TABLE access.idempotency_keys;
DROP TABLE access.used_request_states;

-- For how long a key was made. Replacing it brings its end forward, and its successor lives as long as it was to.
ALTER TABLE access.api_keys ADD COLUMN lifetime_seconds integer;

-- Types are looked for in the caller's temporary schema first, unless it is named last: with one of its own a role would
-- run what it likes with the rights of the tables' owner.
ALTER FUNCTION audit.link_rows() SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION audit.text_of(audit.events) SET search_path = pg_catalog, pg_temp;
