-- Why a person is asked about a call that only reads, and whether they may answer once and for all.
ALTER TABLE access.approvals ADD COLUMN reason text, ADD COLUMN can_stand boolean NOT NULL DEFAULT false;

-- What a person has allowed once and for all: one tool, as it is defined now.
CREATE TABLE access.standing_permissions (
  owner_id text NOT NULL,
  connection text NOT NULL,
  tool text NOT NULL,
  hash text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (owner_id, connection, tool)
);
ALTER TABLE access.standing_permissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.standing_permissions FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON access.standing_permissions TO chaperone_web
  USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
GRANT SELECT, INSERT, UPDATE, DELETE ON access.standing_permissions TO chaperone_web;
