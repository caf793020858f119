-- Public keys of authenticators with which people sign in instead of with a password.
CREATE TABLE identity.passkeys (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  is_syncable boolean NOT NULL,
  transports text[] NOT NULL DEFAULT '{}',
  agent text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  last_used_at timestamptz(3)
);
CREATE INDEX ON identity.passkeys (user_id);
GRANT SELECT, INSERT, DELETE ON identity.passkeys TO chaperone_web;
-- What it says about itself may change; whose it is and which key it is may not.
GRANT UPDATE (counter, last_used_at) ON identity.passkeys TO chaperone_web;
