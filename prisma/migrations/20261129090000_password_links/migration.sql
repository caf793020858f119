-- People set their first password themselves, and a forgotten one anew, by a link from the operator.
ALTER TABLE identity.users ALTER COLUMN password_hash DROP NOT NULL;
CREATE TABLE identity.password_links (
  user_id text PRIMARY KEY REFERENCES identity.users (id) ON DELETE CASCADE,
  token_hash text NOT NULL UNIQUE,
  expires_at timestamptz(3) NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.password_links TO chaperone_web;
