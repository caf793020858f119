import { type CalendarList, newId } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { resultOf } from '../error-of.ts'
import { notFound } from '../expectations.ts'
import { deeds, newMarker, removeRows } from '../rows/deeds.ts'
import type { DemoUser, Scene } from '../scene.ts'

interface CalendarTool {
  id: string
  tool: string
  does: string
  argumentsFor(scene: Scene, calendarId: string, marker: string): Promise<Record<string, unknown>>
}

const calendarTools: readonly CalendarTool[] = [
  {
    id: 'OWN-22',
    tool: 'calendar_find_free_slots',
    does: "learn when another person's calendar is free",
    argumentsFor: async (_scene, calendarId) => ({
      from: '2041-03-04T00:00:00Z',
      to: '2041-03-11T00:00:00Z',
      minutes: 60,
      timeZone: 'Europe/Lisbon',
      calendarIds: [calendarId],
    }),
  },
  {
    id: 'OWN-23',
    tool: deeds.calendar.tool,
    does: "put an event into another person's calendar",
    argumentsFor: async (scene, calendarId, marker) => ({
      ...(await deeds.calendar.argumentsFor(scene, marker)),
      calendarId,
    }),
  },
]

async function firstCalendarId(scene: Scene, user: DemoUser): Promise<string> {
  const listed = resultOf<CalendarList>(await scene.callAs(user, 'calendar', 'calendar_list_calendars', {}))
  const [calendar] = listed.calendars
  if (!calendar) throw new Error(`${user} has no calendar: start over with npm run demo -- --reset`)
  return calendar.id
}

/** Alice's calendar, by its true id, in Bob's hands. */
function calendarOfOthers({ id, tool, does, argumentsFor }: CalendarTool): Attack {
  const call = async (scene: Scene, user: DemoUser, calendarId: string, marker: string) =>
    scene.callAs(user, 'calendar', tool, await argumentsFor(scene, calendarId, marker))
  return defineAttack({
    id,
    title: `cannot ${does}`,
    source: 'OWASP API1:2023; OWASP AISVS C10.2.5; CVE-2026-54052',
    control: 'A calendar that is named must be one of the caller’s.',
    file: 'packages/calendar-server/src/calendars/require-calendars.ts',
    prepare: async (scene) => ({
      markers: [newMarker(), newMarker()] as const,
      calendarId: await firstCalendarId(scene, 'alice'),
    }),
    honest: (scene, { calendarId, markers }) => call(scene, 'alice', calendarId, markers[0]),
    attack: (scene, { calendarId, markers }) => call(scene, 'bob', calendarId, markers[1]),
    expect: notFound,
    twin: (scene, { markers }) => call(scene, 'bob', newId('calendar'), markers[1]),
    state: async (scene, { markers }) => [
      await deeds.calendar.find(scene, 'alice', markers[1]),
      await deeds.calendar.find(scene, 'bob', markers[1]),
    ],
    clean: (scene, { markers }) => removeRows(scene, 'alice', 'calendar', [...markers]),
  })
}

export const calendarOfOthersAttacks: readonly Attack[] = calendarTools.map(calendarOfOthers)
