-- Keys with which the authorization server signs. The private half is sealed with a key that is not in this database.
CREATE TABLE identity.signing_keys (
  kid text PRIMARY KEY,
  sealed text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  -- Published from its creation, so that every server knows it by then.
  signs_from timestamptz(3) NOT NULL,
  -- Published until then, when the last token that it signed has ended. Null: while no other signs.
  retires_at timestamptz(3)
);
-- Of two instances that make the next key at the same moment, one does.
CREATE UNIQUE INDEX one_latest ON identity.signing_keys ((true)) WHERE retires_at IS NULL;
GRANT SELECT, INSERT, DELETE ON identity.signing_keys TO chaperone_web;
GRANT UPDATE (retires_at) ON identity.signing_keys TO chaperone_web;
