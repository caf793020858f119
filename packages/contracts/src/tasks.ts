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

/** From the most urgent to the least. */
export const taskPriorities = ['high', 'normal', 'low'] as const
export const taskPrioritySchema = z.enum(taskPriorities)
export type TaskPriority = z.infer<typeof taskPrioritySchema>

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
  priority: taskPrioritySchema,
  labels: z.array(z.string()),
  version: z.int().describe('Grows with every change; an update names the one it was made from'),
})
export type Task = z.infer<typeof taskSchema>

/** A task was completed (`done`) or reopened (`open`) at an instant (ISO 8601, UTC). */
export const statusChangeSchema = z.strictObject({
  status: taskStatusSchema,
  by: z.string().nullable().describe('Email address of the person; null when the token carried none'),
  at: z.iso.datetime(),
})

export const taskDetailsSchema = taskSchema.extend({
  history: z.array(statusChangeSchema).describe('Who completed or reopened the task and when, latest first'),
})
export type TaskDetails = z.infer<typeof taskDetailsSchema>

const nextCursorSchema = z.string().nullable().describe('Leads to the next page; null on the last one')

export const projectListSchema = z.strictObject({ projects: z.array(projectSchema), nextCursor: nextCursorSchema })
export const taskListSchema = z.strictObject({ tasks: z.array(taskSchema), nextCursor: nextCursorSchema })
export type ProjectList = z.infer<typeof projectListSchema>
export type TaskList = z.infer<typeof taskListSchema>
