import { z } from 'zod'
import { projectIdSchema, taskIdSchema } from './ids.ts'

export const projectRoles = ['owner', 'editor', 'viewer'] as const
export const projectRoleSchema = z.enum(projectRoles)
export type ProjectRole = z.infer<typeof projectRoleSchema>

export const projectSchema = z.strictObject({
  id: projectIdSchema,
  name: z.string(),
  role: projectRoleSchema.describe('What the caller may do in this project'),
})
export type Project = z.infer<typeof projectSchema>

export const taskStatusSchema = z.enum(['open', 'done'])

/** `due` is a calendar date without a time zone; `completedAt` an instant (ISO 8601, UTC). */
export const taskSchema = z.strictObject({
  id: taskIdSchema,
  projectId: projectIdSchema,
  projectName: z.string(),
  title: z.string(),
  notes: z.string().nullable(),
  due: z.iso.date().nullable(),
  status: taskStatusSchema,
  completedAt: z.iso.datetime().nullable(),
})
export type Task = z.infer<typeof taskSchema>

export const projectListSchema = z.strictObject({ projects: z.array(projectSchema) })
export const taskListSchema = z.strictObject({ tasks: z.array(taskSchema) })
export type ProjectList = z.infer<typeof projectListSchema>
export type TaskList = z.infer<typeof taskListSchema>
