-- People of other sign-in services, once one of them has shown to be a person here.
CREATE TABLE identity.external_identities (
  issuer text NOT NULL,
  subject text NOT NULL,
  user_id text NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (issuer, subject),
  -- An address that is given to somebody else does not bring the account along.
  UNIQUE (issuer, user_id)
);
CREATE INDEX ON identity.external_identities (user_id);
GRANT SELECT, INSERT, DELETE ON identity.external_identities TO chaperone_web;
