-- Clients that the operator has blocked for everybody: also those that describe themselves, which no other row names.
CREATE TABLE identity.blocked_clients (
  client_id text PRIMARY KEY,
  blocked_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, DELETE ON identity.blocked_clients TO chaperone_web;
