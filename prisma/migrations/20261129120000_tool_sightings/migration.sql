-- What was accepted, so that a change can be shown beside it. Pins from before have none until they are next seen.
ALTER TABLE access.tool_pins ADD COLUMN definition jsonb;

-- Definitions that were seen and not accepted: the last one of each tool waits for an administrator.
CREATE TABLE access.tool_sightings (
  connection text NOT NULL,
  tool text NOT NULL,
  hash text NOT NULL,
  definition jsonb NOT NULL,
  suspicions text[] NOT NULL DEFAULT '{}',
  seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (connection, tool)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.tool_sightings TO chaperone_web;
