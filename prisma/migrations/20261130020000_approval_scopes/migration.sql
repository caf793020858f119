-- What a server asks for beyond the scope of the tool, where the person is asked about that.
ALTER TABLE access.approvals ADD COLUMN scopes text[] NOT NULL DEFAULT '{}';
