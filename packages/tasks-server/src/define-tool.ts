import type { OwnerTransaction } from '@chaperone/db'
import { promptsOn, resourcesOn, toolsOn } from '@chaperone/mcp-server-kit'

/** The models of this server; its database role could not read others anyway. */
export type TasksTransaction = Pick<OwnerTransaction, 'project' | 'projectMember' | 'task' | 'statusChange'>

export const defineTool = toolsOn<TasksTransaction>()
export const defineResource = resourcesOn<TasksTransaction>()
export const definePrompt = promptsOn<TasksTransaction>()
