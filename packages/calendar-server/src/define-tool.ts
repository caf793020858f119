import type { OwnerTransaction } from '@chaperone/db'
import { promptsOn, resourcesOn, toolsOn } from '@chaperone/mcp-server-kit'

/** The models of this server; its database role could not read others anyway. Raw SQL is for the owner's lock. */
export type CalendarTransaction = Pick<OwnerTransaction, 'calendar' | 'event' | '$executeRaw'>

export const defineTool = toolsOn<CalendarTransaction>()
export const defineResource = resourcesOn<CalendarTransaction>()
export const definePrompt = promptsOn<CalendarTransaction>()
