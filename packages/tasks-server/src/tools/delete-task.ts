import { taskIdSchema } from '@chaperone/contracts'
import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { findTaskToChange } from '../find-task.ts'
import { myProjects } from '../my-projects.ts'
import { writerRoles } from '../require-writer.ts'

export const deleteTask = defineTool({
  name: 'tasks_delete',
  title: 'Delete a task',
  description: 'Deletes one task for everyone in its project. This cannot be undone.',
  scope: 'tasks:delete',
  effect: 'destroy',
  input: z.strictObject({ taskId: taskIdSchema }),
  output: z.strictObject({ deleted: z.literal(true) }),
  async question({ input: { taskId }, caller, db }) {
    const { title, project } = await findTaskToChange({ db, caller, taskId })
    return `Delete the task “${title}” for everyone in the project “${project.name}”?`
  },
  async run({ input: { taskId }, caller, db }) {
    await findTaskToChange({ db, caller, taskId })
    await db.task.delete({ where: { id: taskId, project: myProjects(caller, writerRoles) } })
    return { deleted: true as const }
  },
})
