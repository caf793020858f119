-- Whose client a record belongs to: a client that somebody has connected is known, whatever strangers do.
ALTER TABLE identity.oidc_records ADD COLUMN client_id text;
UPDATE identity.oidc_records SET client_id = payload ->> 'clientId';
CREATE INDEX ON identity.oidc_records (client_id, model);
