-- MCP servers of others that an administrator has added. What a row says does not change: another address is another server.
CREATE TABLE access.remote_servers (
  id text PRIMARY KEY CHECK (id ~ '^ext-[a-z0-9-]{1,36}$'),
  title text NOT NULL,
  -- Address, and the resource that tokens for it name.
  url text NOT NULL UNIQUE CHECK (url LIKE 'https://%'),
  kind text NOT NULL CHECK (kind IN ('oauth', 'api_key')),
  -- Of this app at the server's authorization server. Null: it describes itself in a document.
  client_id text,
  -- Sealed with a key that is not in this database.
  client_secret text,
  -- The authorization server that was found when it was added. Null for a server with keys.
  issuer text CHECK ((kind = 'oauth') = (issuer IS NOT NULL)),
  added_by text NOT NULL,
  added_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, DELETE ON access.remote_servers TO chaperone_web;

-- A person's own account at one of them.
CREATE TABLE access.remote_accounts (
  owner_id text NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  server_id text NOT NULL REFERENCES access.remote_servers (id) ON DELETE CASCADE,
  -- Who issued what is sealed, and for which resource: together with the owner they are part of what it is sealed under.
  issuer text NOT NULL,
  resource text NOT NULL,
  -- Tokens or key. Null: the server takes them no more, and the person has to connect again.
  sealed text,
  scopes text[] NOT NULL DEFAULT '{}',
  -- Scopes that the server has asked for since.
  wanted_scopes text[] NOT NULL DEFAULT '{}',
  expires_at timestamptz(3),
  connected_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (owner_id, server_id)
);
ALTER TABLE access.remote_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.remote_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON access.remote_accounts TO chaperone_web
  USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
GRANT SELECT, INSERT, UPDATE, DELETE ON access.remote_accounts TO chaperone_web;

-- Somebody is on their way to an authorization server and back. Used once, in the session that began it.
CREATE TABLE access.remote_authorizations (
  -- SHA-256, hex.
  state_hash text PRIMARY KEY,
  owner_id text NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  session_id text NOT NULL,
  server_id text NOT NULL REFERENCES access.remote_servers (id) ON DELETE CASCADE,
  sealed text NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
ALTER TABLE access.remote_authorizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.remote_authorizations FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON access.remote_authorizations TO chaperone_web
  USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
GRANT SELECT, INSERT, DELETE ON access.remote_authorizations TO chaperone_web;
