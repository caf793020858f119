-- Priorities, labels and versions of tasks, and who completed or reopened one, when.

ALTER TABLE tasks.tasks
  -- 1 is the highest, so that sorting upwards shows what is urgent first.
  ADD COLUMN priority integer NOT NULL DEFAULT 2 CHECK (priority BETWEEN 1 AND 3),
  ADD COLUMN labels text[] NOT NULL DEFAULT '{}' CHECK (cardinality(labels) <= 10),
  -- Grows with every change: an update that names an earlier one is a lost update.
  ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  ADD UNIQUE (id, project_id, owner_id);

CREATE TABLE tasks.status_changes (
  id text PRIMARY KEY,
  task_id text NOT NULL,
  project_id text NOT NULL,
  owner_id text NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'done')),
  changed_by text NOT NULL,
  -- As the person's token carried it.
  changed_by_email text,
  changed_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- A change and its task have the same project and owner.
  FOREIGN KEY (task_id, project_id, owner_id) REFERENCES tasks.tasks (id, project_id, owner_id) ON DELETE CASCADE
);
CREATE INDEX ON tasks.status_changes (task_id, changed_at);

ALTER TABLE tasks.status_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE tasks.status_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY see ON tasks.status_changes FOR SELECT TO chaperone_tasks USING (tasks.my_role(project_id) IS NOT NULL);
CREATE POLICY add ON tasks.status_changes FOR INSERT TO chaperone_tasks
  WITH CHECK (tasks.my_role(project_id) IN ('owner', 'editor') AND changed_by = access.current_owner());

-- History: it is added to, and goes with its task.
GRANT SELECT, INSERT ON tasks.status_changes TO chaperone_tasks;
