import { type FreeSlotList, freeSlotListSchema } from '@chaperone/contracts'
import type { DateTime } from 'luxon'
import { toInstant } from '../answers/dates.ts'
import type { CalendarConnection } from '../language/calendar-phrase.ts'
import type { Fact, PlanRun } from '../plan-runner.ts'

/** The shortest length that the calendar server looks for; shorter wishes fit into it. */
const SHORTEST_MINUTES = 15

interface Question {
  connection: CalendarConnection
  from: DateTime
  to: DateTime
  minutes: number
  timeZone: string
  /** Whole local hours of each day; the calendar's working hours when left out. */
  hours?: { from: number; to: number } | null
  hasWeekend: boolean
}

/** The free stretches of a calendar that last at least so long. Says why and ends the plan when it cannot be asked. */
export async function readFreeSlots<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  { connection, from, to, minutes, timeZone, hours, hasWeekend }: Question,
): Promise<Fact<FreeSlotList['slots']>> {
  const { data, source } = await plan.read(step, {
    connection,
    tool: 'calendar_find_free_slots',
    args: {
      from: toInstant(from),
      to: toInstant(to),
      minutes: Math.max(SHORTEST_MINUTES, minutes),
      timeZone,
      ...(hours && { dayStart: clockTime(hours.from), dayEnd: clockTime(hours.to) }),
      ...(hasWeekend && { weekdaysOnly: false }),
    },
    result: freeSlotListSchema,
  })
  return { data: data.slots, source }
}

function clockTime(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
