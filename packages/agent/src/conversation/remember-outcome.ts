import { calendarEventSchema, isRemoteConnection, taskSchema } from '@chaperone/contracts'
import type { Outcome } from '../answers/describe-outcome.ts'
import { readMemory } from './memory.ts'
import { type ShownThing, shownEvent, shownTask } from './thing.ts'

type MadeChange = Pick<Outcome, 'connection' | 'result' | 'hop'>

/**
 * What the planner keeps of a conversation once an approved change was made: "it" is then what the change created or
 * changed. What another planner keeps is left as it is.
 *
 * @param kept what was kept until now
 * @param outcome of the approved call, in the turn that proposed it
 */
export function rememberOutcome(kept: unknown, outcome: MadeChange, turnId: string): unknown {
  const memory = readMemory(kept)
  const changed = thingIn(outcome)
  if (!memory || !changed) return kept
  const focus = { ...changed, turnId }
  const isSame = ({ id, startsAt }: ShownThing) => id === focus.id && startsAt === focus.startsAt
  if (memory.list.some(isSame)) return { ...memory, list: memory.list.map((one) => (isSame(one) ? focus : one)), focus }
  // A question that is open is about the list.
  return { ...memory, list: memory.question ? memory.list : [focus], focus }
}

function thingIn({ connection, result, hop }: MadeChange): ShownThing | null {
  if (isRemoteConnection(connection)) return null
  const task = taskSchema.safeParse(result)
  if (task.success) return shownTask(task.data, hop)
  const event = calendarEventSchema.safeParse(result)
  if (!event.success) return null
  return shownEvent(event.data, { connection: connection === 'team-calendar' ? connection : 'calendar', hop })
}
