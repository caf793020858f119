-- Rows of the audit cannot be changed or deleted by any role of ours. Whoever owns the database can, so each writer's rows
-- are chained: what is changed, removed or slipped in later does not fit what was linked before.

-- Whoever owns the table is held to its row-level security as well, and must read all of it to verify it.
CREATE POLICY owner_reads ON audit.events FOR SELECT TO CURRENT_USER USING (true);

-- One link for each statement that wrote rows: what they say, and all links of this writer before it.
CREATE TABLE audit.links (
  writer text NOT NULL,
  position bigint NOT NULL,
  sequences bigint[] NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (writer, position)
);

-- The last link of each writer. Its row is locked until the writer commits, so that one link follows another.
CREATE TABLE audit.heads (
  writer text PRIMARY KEY,
  position bigint NOT NULL,
  hash bytea NOT NULL
);

-- The rows from before have no link.
CREATE TABLE audit.chain_start (
  sequence bigint PRIMARY KEY
);
INSERT INTO audit.chain_start SELECT COALESCE(max(sequence), 0) FROM audit.events;

-- What a row says, in one way whoever asks.
CREATE FUNCTION audit.text_of(event audit.events) RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT pg_catalog.json_build_array(
    event.sequence, extract(epoch FROM event.at), event.writer, event.subject, event.actor, event.client_id, event.key_id,
    event.server, event.tool, event.arguments_digest, event.verdict, event.reason, event.approver, event.approval_id,
    event.trace_id
  )::text
$$;

CREATE FUNCTION audit.link_rows() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  head audit.heads;
  linked bigint[];
  said text;
  linker text;
  link_hash bytea;
BEGIN
  SELECT array_agg(sequence ORDER BY sequence), string_agg(audit.text_of(written.*::audit.events), E'\n' ORDER BY sequence), min(writer)
    INTO linked, said, linker FROM written;
  IF linked IS NULL THEN RETURN NULL; END IF;
  INSERT INTO audit.heads VALUES (linker, 0, ''::bytea) ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM audit.heads WHERE writer = linker FOR UPDATE;
  link_hash := sha256(head.hash || convert_to(said, 'UTF8'));
  INSERT INTO audit.links VALUES (linker, head.position + 1, linked, link_hash);
  UPDATE audit.heads SET position = head.position + 1, hash = link_hash WHERE writer = linker;
  RETURN NULL;
END
$$;

CREATE TRIGGER link_rows AFTER INSERT ON audit.events
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION audit.link_rows();
REVOKE ALL ON FUNCTION audit.link_rows() FROM PUBLIC;
