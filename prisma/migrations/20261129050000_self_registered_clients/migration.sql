-- Clients that registered themselves, where that is switched on (RFC 7591): nobody has looked at what they say.
ALTER TABLE identity.clients ADD COLUMN is_self_registered boolean NOT NULL DEFAULT false;
CREATE INDEX ON identity.clients (created_at) WHERE is_self_registered;
