import type { PlannerContext } from '@chaperone/mcp-host'
import type { Notes } from './memory.ts'

/** What a recipe gets: all that a planner can reach, and where it notes what it showed. */
export interface TurnContext extends PlannerContext {
  notes: Notes
}
