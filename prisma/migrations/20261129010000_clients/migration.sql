-- Clients of the authorization server that somebody registered, beside those that the code names and those that describe
-- themselves. Nothing here is secret: a client that can keep one proves a private key, and the public half is here.
CREATE TABLE identity.clients (
  id text PRIMARY KEY,
  name text NOT NULL,
  -- Client metadata of RFC 7591.
  metadata jsonb NOT NULL,
  -- For a client that acts for itself: where, and what it may do there.
  resource text,
  scopes text[] NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, DELETE ON identity.clients TO chaperone_web;
