-- What the ids among the arguments name, in words, as the person could read it when the question was asked.
ALTER TABLE access.approvals ADD COLUMN subjects jsonb NOT NULL DEFAULT '[]';
