-- Whose grant, code or token a record is: a person sees and ends what programs may do for them.
ALTER TABLE identity.oidc_records ADD COLUMN account_id text;
UPDATE identity.oidc_records SET account_id = payload ->> 'accountId';
CREATE INDEX ON identity.oidc_records (account_id, model);
