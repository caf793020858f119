import type { OwnerTransaction } from '@chaperone/db'
import { toolsOn } from '@chaperone/mcp-server-kit'

/** The models of this server; its database role could not read others anyway. */
export type TasksTransaction = Pick<OwnerTransaction, 'project' | 'projectMember' | 'task'>

export const defineTool = toolsOn<TasksTransaction>()
