-- Which program asked, and what came of it: a program that repeats its call is told, and nothing is done twice.
ALTER TABLE access.approvals ADD COLUMN program text, ADD COLUMN outcome jsonb;
GRANT UPDATE (outcome) ON access.approvals TO chaperone_web;
