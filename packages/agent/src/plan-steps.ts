import type { PlanStep } from '@chaperone/contracts'

/** What a recipe says about a step before it takes it. */
export type PlannedStep = Required<Pick<PlanStep, 'title' | 'connection' | 'effect'>>

/** A step that only asks a server. */
export function reads(connection: string, title: string): PlannedStep {
  return { title, connection, effect: 'read' }
}

/** A step that changes something at a server, once the person has approved it. */
export function changes(connection: string, title: string): PlannedStep {
  return { title, connection, effect: 'change' }
}
