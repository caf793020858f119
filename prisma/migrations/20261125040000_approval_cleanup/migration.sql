-- Questions that are over are removed when the same person is asked the next one. The policy shows only their own.
GRANT DELETE ON access.approvals TO chaperone_web;
