-- A key acts as a service account, and a service account is never a person: a key that names a person would reach that
-- person's rows without any sign-in or consent.
CREATE TABLE access.service_accounts (
  id text PRIMARY KEY CHECK (id LIKE 'svc\_%'),
  name text NOT NULL
);
GRANT SELECT, INSERT ON access.service_accounts TO chaperone_web;

-- The owner of the tables need not be a superuser, and has to see every key here.
ALTER TABLE access.api_keys NO FORCE ROW LEVEL SECURITY;
INSERT INTO access.service_accounts (id, name)
  SELECT DISTINCT service_account_id, service_account_id FROM access.api_keys WHERE service_account_id LIKE 'svc\_%';
-- Whoever holds one of these can only be a program that acts as a person.
DELETE FROM access.api_keys WHERE service_account_id NOT LIKE 'svc\_%';
ALTER TABLE access.api_keys ADD FOREIGN KEY (service_account_id) REFERENCES access.service_accounts (id);
ALTER TABLE access.api_keys FORCE ROW LEVEL SECURITY;
