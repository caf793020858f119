-- What ended before its time. Tokens of a session or grant listed here are refused although their signature is good.

CREATE TABLE access.revocations (
  kind text NOT NULL CHECK (kind IN ('session', 'grant')),
  id text NOT NULL CHECK (length(id) <= 200),
  -- Not the start of the transaction: that may lie before what a reader has already seen.
  revoked_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (kind, id)
);
CREATE INDEX ON access.revocations (revoked_at);

ALTER TABLE access.revocations ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.revocations FORCE ROW LEVEL SECURITY;
CREATE POLICY see ON access.revocations FOR SELECT
  TO chaperone_web, chaperone_weather, chaperone_calendar, chaperone_tasks USING (true);
CREATE POLICY add ON access.revocations FOR INSERT TO chaperone_web WITH CHECK (true);
-- Nobody takes a revocation back: it can be removed only when nothing it ended could still be alive. The longest-lived
-- is the session cookie, with 12 hours.
CREATE POLICY forget ON access.revocations FOR DELETE TO chaperone_web
  USING (revoked_at < clock_timestamp() - interval '13 hours');
GRANT SELECT ON access.revocations TO chaperone_web, chaperone_weather, chaperone_calendar, chaperone_tasks;
GRANT INSERT (kind, id), DELETE ON access.revocations TO chaperone_web;

-- Every role may notify, so the message is a hint and no more: listeners read the row it names.
CREATE FUNCTION access.announce_revocation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('chaperone_revocations', NEW.kind || ' ' || NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER announce AFTER INSERT ON access.revocations
  FOR EACH ROW EXECUTE FUNCTION access.announce_revocation();
