-- What people have said in the chat and were answered, as it was shown. Each belongs to one person and ends with the account.
CREATE TABLE access.conversations (
  id text PRIMARY KEY,
  owner_id text NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  title text NOT NULL,
  labels jsonb NOT NULL DEFAULT '[]',
  memory jsonb,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (id, owner_id)
);
CREATE INDEX ON access.conversations (owner_id, updated_at);
ALTER TABLE access.conversations ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.conversations FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON access.conversations TO chaperone_web
  USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
GRANT SELECT, INSERT, DELETE ON access.conversations TO chaperone_web;
GRANT UPDATE (labels, memory, updated_at) ON access.conversations TO chaperone_web;

-- The owner is repeated, so that a turn cannot be put into another's conversation and a policy looks into one table.
CREATE TABLE access.conversation_turns (
  id text PRIMARY KEY,
  conversation_id text NOT NULL,
  owner_id text NOT NULL,
  position integer NOT NULL,
  shown jsonb NOT NULL,
  decided jsonb NOT NULL DEFAULT '[]',
  seen jsonb NOT NULL DEFAULT '[]',
  UNIQUE (conversation_id, position),
  FOREIGN KEY (conversation_id, owner_id) REFERENCES access.conversations (id, owner_id) ON DELETE CASCADE
);
ALTER TABLE access.conversation_turns ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.conversation_turns FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON access.conversation_turns TO chaperone_web
  USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
GRANT SELECT, INSERT, DELETE ON access.conversation_turns TO chaperone_web;
GRANT UPDATE (shown, decided, seen) ON access.conversation_turns TO chaperone_web;
