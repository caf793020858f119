import type { OwnerTransaction } from '@chaperone/db'
import { toolsOn } from '@chaperone/mcp-server-kit'
import { callerInputSchema, DESCRIPTION, listEvents, outputSchema, TOOL } from '../list-events.ts'

export type Reads = Pick<OwnerTransaction, 'event'>

export const tools = [
  toolsOn<Reads>()({
    name: TOOL,
    title: 'List events',
    description: DESCRIPTION,
    scope: 'calendar:read',
    effect: 'read',
    input: callerInputSchema,
    output: outputSchema,
    run: ({ caller, db }) => listEvents(db, caller.ownerId),
  }),
]
