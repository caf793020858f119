-- Tables, grants and row-level security. One login role per process; none of them owns a table,
-- none can bypass row-level security, and each sees only its own schemas.

-- The launcher gives these roles a password and the right to sign in.
DO $$
DECLARE role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['chaperone_web', 'chaperone_weather', 'chaperone_calendar', 'chaperone_tasks'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', role_name);
    END IF;
  END LOOP;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE SCHEMA identity;
CREATE SCHEMA access;
CREATE SCHEMA weather;
CREATE SCHEMA calendar;
CREATE SCHEMA tasks;
CREATE SCHEMA audit;

GRANT USAGE ON SCHEMA identity TO chaperone_web;
GRANT USAGE ON SCHEMA access, audit TO chaperone_web, chaperone_weather, chaperone_calendar, chaperone_tasks;
GRANT USAGE ON SCHEMA weather TO chaperone_weather;
GRANT USAGE ON SCHEMA calendar TO chaperone_calendar;
GRANT USAGE ON SCHEMA tasks TO chaperone_tasks;

-- Who the current transaction works for. Null outside withOwner(), and null equals nothing: no row is visible.
CREATE FUNCTION access.current_owner() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(current_setting('app.owner_id', true), '');
CREATE FUNCTION access.current_email() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(current_setting('app.owner_email', true), '');

-- identity ---------------------------------------------------------------------------------------------------------

CREATE TABLE identity.users (
  id text PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  password_hash text NOT NULL,
  role text NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'administrator')),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE identity.oidc_records (
  model text NOT NULL,
  id_hash text NOT NULL,
  payload jsonb NOT NULL,
  grant_hash text,
  uid_hash text,
  expires_at timestamptz(3),
  consumed_at timestamptz(3),
  PRIMARY KEY (model, id_hash)
);
CREATE INDEX ON identity.oidc_records (grant_hash);
CREATE INDEX ON identity.oidc_records (uid_hash);
CREATE INDEX ON identity.oidc_records (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON identity.users, identity.oidc_records TO chaperone_web;

-- access -----------------------------------------------------------------------------------------------------------

CREATE TABLE access.scope_assignments (
  user_id text NOT NULL REFERENCES identity.users (id) ON DELETE CASCADE,
  resource text NOT NULL,
  scopes text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (user_id, resource)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.scope_assignments TO chaperone_web;

CREATE TABLE access.api_keys (
  id text PRIMARY KEY,
  server text NOT NULL CHECK (server IN ('weather', 'calendar')),
  service_account_id text NOT NULL,
  client_id text NOT NULL,
  scopes text[] NOT NULL DEFAULT '{}',
  hash bytea NOT NULL CHECK (length(hash) = 32),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  last_used_at timestamptz(3)
);
ALTER TABLE access.api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.api_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY manage ON access.api_keys TO chaperone_web USING (true) WITH CHECK (true);
CREATE POLICY weather ON access.api_keys TO chaperone_weather USING (server = 'weather');
CREATE POLICY calendar ON access.api_keys TO chaperone_calendar USING (server = 'calendar');
GRANT SELECT, INSERT, UPDATE, DELETE ON access.api_keys TO chaperone_web;
GRANT SELECT, UPDATE (last_used_at) ON access.api_keys TO chaperone_weather, chaperone_calendar;

CREATE TABLE access.tool_pins (
  connection text NOT NULL,
  tool text NOT NULL,
  hash text NOT NULL,
  pinned_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (connection, tool)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.tool_pins TO chaperone_web;

CREATE TABLE access.approvals (
  id text PRIMARY KEY,
  owner_id text NOT NULL,
  turn_id text NOT NULL,
  hop integer NOT NULL,
  connection text NOT NULL,
  tool text NOT NULL,
  title text NOT NULL,
  arguments jsonb NOT NULL,
  digest text NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'denied')),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  decided_at timestamptz(3)
);
CREATE INDEX ON access.approvals (owner_id, status);
ALTER TABLE access.approvals ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.approvals FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON access.approvals TO chaperone_web
  USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
GRANT SELECT, INSERT ON access.approvals TO chaperone_web;
GRANT UPDATE (status, decided_at) ON access.approvals TO chaperone_web;

-- weather ----------------------------------------------------------------------------------------------------------

CREATE TABLE weather.saved_places (
  id text PRIMARY KEY,
  owner_id text NOT NULL,
  name text NOT NULL,
  country text NOT NULL,
  latitude double precision NOT NULL,
  longitude double precision NOT NULL,
  time_zone text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (owner_id, latitude, longitude)
);
ALTER TABLE weather.saved_places ENABLE ROW LEVEL SECURITY;
ALTER TABLE weather.saved_places FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON weather.saved_places TO chaperone_weather
  USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
GRANT SELECT, INSERT, UPDATE, DELETE ON weather.saved_places TO chaperone_weather;

CREATE TABLE weather.cache (
  url text PRIMARY KEY,
  body jsonb NOT NULL,
  expires_at timestamptz(3) NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON weather.cache TO chaperone_weather;

-- calendar ---------------------------------------------------------------------------------------------------------

CREATE TABLE calendar.calendars (
  id text PRIMARY KEY,
  owner_id text NOT NULL,
  name text NOT NULL,
  UNIQUE (id, owner_id)
);
CREATE INDEX ON calendar.calendars (owner_id);

CREATE TABLE calendar.events (
  id text PRIMARY KEY,
  owner_id text NOT NULL,
  calendar_id text NOT NULL,
  title text NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  time_zone text NOT NULL,
  location text,
  notes text,
  -- An event and its calendar have the same owner.
  FOREIGN KEY (calendar_id, owner_id) REFERENCES calendar.calendars (id, owner_id) ON DELETE CASCADE,
  CHECK (ends_at > starts_at)
);
CREATE INDEX ON calendar.events (owner_id, starts_at);

ALTER TABLE calendar.calendars ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar.calendars FORCE ROW LEVEL SECURITY;
ALTER TABLE calendar.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar.events FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON calendar.calendars TO chaperone_calendar
  USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
CREATE POLICY own ON calendar.events TO chaperone_calendar
  USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar.calendars, calendar.events TO chaperone_calendar;

-- tasks ------------------------------------------------------------------------------------------------------------

CREATE TABLE tasks.projects (
  id text PRIMARY KEY,
  owner_id text NOT NULL,
  name text NOT NULL,
  UNIQUE (id, owner_id)
);
CREATE INDEX ON tasks.projects (owner_id);

CREATE TABLE tasks.project_members (
  id text PRIMARY KEY,
  project_id text NOT NULL,
  owner_id text NOT NULL,
  member_id text,
  email text NOT NULL CHECK (email = lower(email)),
  role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
  UNIQUE (project_id, email),
  FOREIGN KEY (project_id, owner_id) REFERENCES tasks.projects (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX ON tasks.project_members (member_id);
CREATE INDEX ON tasks.project_members (email);

CREATE TABLE tasks.tasks (
  id text PRIMARY KEY,
  project_id text NOT NULL,
  owner_id text NOT NULL,
  title text NOT NULL,
  notes text,
  due date,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done')),
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  completed_at timestamptz(3),
  FOREIGN KEY (project_id, owner_id) REFERENCES tasks.projects (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX ON tasks.tasks (project_id, status, due);

-- The caller's role in a project, or null. Runs with the caller's rights: the policy on project_members still holds.
CREATE FUNCTION tasks.my_role(wanted_project_id text) RETURNS text LANGUAGE sql STABLE
  BEGIN ATOMIC
    SELECT m.role FROM tasks.project_members m
    WHERE m.project_id = wanted_project_id
      AND (m.member_id = access.current_owner() OR (m.member_id IS NULL AND m.email = access.current_email()))
    -- Invited under one address and a member under another: the stronger role counts.
    ORDER BY CASE m.role WHEN 'owner' THEN 0 WHEN 'editor' THEN 1 ELSE 2 END
    LIMIT 1;
  END;

ALTER TABLE tasks.projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE tasks.projects FORCE ROW LEVEL SECURITY;
ALTER TABLE tasks.project_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE tasks.project_members FORCE ROW LEVEL SECURITY;
ALTER TABLE tasks.tasks ENABLE ROW LEVEL SECURITY;
ALTER TABLE tasks.tasks FORCE ROW LEVEL SECURITY;

CREATE POLICY see ON tasks.projects FOR SELECT TO chaperone_tasks
  USING (owner_id = access.current_owner() OR tasks.my_role(id) IS NOT NULL);
CREATE POLICY add ON tasks.projects FOR INSERT TO chaperone_tasks WITH CHECK (owner_id = access.current_owner());
CREATE POLICY change ON tasks.projects FOR UPDATE TO chaperone_tasks
  USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
CREATE POLICY remove ON tasks.projects FOR DELETE TO chaperone_tasks USING (owner_id = access.current_owner());

-- No look into projects here: projects look into this table.
CREATE POLICY see ON tasks.project_members FOR SELECT TO chaperone_tasks
  USING (
    owner_id = access.current_owner()
    OR member_id = access.current_owner()
    OR (member_id IS NULL AND email = access.current_email())
  );
CREATE POLICY add ON tasks.project_members FOR INSERT TO chaperone_tasks WITH CHECK (owner_id = access.current_owner());
CREATE POLICY change ON tasks.project_members FOR UPDATE TO chaperone_tasks
  USING (owner_id = access.current_owner()) WITH CHECK (owner_id = access.current_owner());
CREATE POLICY remove ON tasks.project_members FOR DELETE TO chaperone_tasks USING (owner_id = access.current_owner());

CREATE POLICY see ON tasks.tasks FOR SELECT TO chaperone_tasks USING (tasks.my_role(project_id) IS NOT NULL);
CREATE POLICY add ON tasks.tasks FOR INSERT TO chaperone_tasks
  WITH CHECK (tasks.my_role(project_id) IN ('owner', 'editor') AND created_by = access.current_owner());
CREATE POLICY change ON tasks.tasks FOR UPDATE TO chaperone_tasks
  USING (tasks.my_role(project_id) IN ('owner', 'editor')) WITH CHECK (tasks.my_role(project_id) IN ('owner', 'editor'));
CREATE POLICY remove ON tasks.tasks FOR DELETE TO chaperone_tasks
  USING (tasks.my_role(project_id) IN ('owner', 'editor'));

GRANT SELECT, INSERT, UPDATE, DELETE ON tasks.projects, tasks.project_members, tasks.tasks TO chaperone_tasks;

-- audit ------------------------------------------------------------------------------------------------------------

CREATE TABLE audit.events (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  writer text NOT NULL DEFAULT CURRENT_USER,
  subject text,
  actor text,
  client_id text,
  key_id text,
  server text NOT NULL,
  tool text,
  arguments_digest text,
  verdict text NOT NULL CHECK (verdict IN ('allowed', 'needs_approval', 'refused', 'failed')),
  reason text NOT NULL,
  approver text,
  approval_id text,
  trace_id text
);
CREATE INDEX ON audit.events (subject, sequence);
ALTER TABLE audit.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.events FORCE ROW LEVEL SECURITY;
-- A row carries the name of the role that really wrote it.
CREATE POLICY append ON audit.events FOR INSERT
  TO chaperone_web, chaperone_weather, chaperone_calendar, chaperone_tasks WITH CHECK (writer = CURRENT_USER);
CREATE POLICY see_own ON audit.events FOR SELECT TO chaperone_web USING (subject = access.current_owner());
GRANT INSERT ON audit.events TO chaperone_web, chaperone_weather, chaperone_calendar, chaperone_tasks;
GRANT SELECT ON audit.events TO chaperone_web;
