import type { CalendarEvent } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { resultOf } from '../error-of.ts'
import { notFound } from '../expectations.ts'
import type { Exchange } from '../http/exchange.ts'
import { createRow, deeds, newMarker, removeRows } from '../rows/deeds.ts'
import type { Scene } from '../scene.ts'

const SOURCE = 'OWASP API1:2023; OWASP AISVS C10.2.5; CVE-2026-45707'
const CONTROL = 'A key belongs to a service account, which owns rows of its own like any person does.'
const FILE = 'packages/calendar-server/src/events/find-event.ts'

function asTeam(scene: Scene, tool: string, args: Record<string, unknown>): Promise<Exchange> {
  return scene.call({
    server: 'calendar',
    tool,
    arguments: args,
    credential: scene.target.secrets.apiKeys.teamCalendar,
  })
}

async function createTeamEvent(scene: Scene, marker: string): Promise<string> {
  const made = await asTeam(scene, deeds.calendar.tool, await deeds.calendar.argumentsFor(scene, marker))
  return resultOf<CalendarEvent>(made).id
}

/** The team's key may hold no right to delete; a person's token never reaches the row, so it stays, years ahead. */
const teamEvent = {
  async prepare(scene: Scene) {
    return { eventId: await createTeamEvent(scene, newMarker()) }
  },
  clean: (scene: Scene, { eventId }: { eventId: string }) => asTeam(scene, 'calendar_delete_event', { eventId }),
}

export const teamCalendarAttacks: readonly Attack[] = [
  defineAttack({
    id: 'OWN-16',
    title: "cannot read the team's event with a person's token",
    source: SOURCE,
    control: CONTROL,
    file: FILE,
    ...teamEvent,
    honest: (scene, args) => asTeam(scene, 'calendar_get_event', args),
    attack: (scene, args) => scene.callAs('alice', 'calendar', 'calendar_get_event', args),
    expect: notFound,
  }),
  defineAttack({
    id: 'OWN-17',
    title: "cannot change the team's event with a person's token",
    source: SOURCE,
    control: CONTROL,
    file: FILE,
    ...teamEvent,
    honest: (scene, args) => asTeam(scene, 'calendar_update_event', { ...args, version: 1, notes: 'by the team' }),
    attack: (scene, args) =>
      scene.callAs('alice', 'calendar', 'calendar_update_event', { ...args, version: 1, notes: 'by a person' }),
    expect: notFound,
    state: async (scene, args) => (await asTeam(scene, 'calendar_get_event', args)).body,
  }),
  defineAttack({
    id: 'OWN-18',
    title: "cannot read a person's event with the team's key",
    source: SOURCE,
    control: CONTROL,
    file: FILE,
    async prepare(scene) {
      const marker = newMarker()
      return { marker, eventId: await createRow(scene, 'alice', 'calendar', marker) }
    },
    honest: (scene, { eventId }) => scene.callAs('alice', 'calendar', 'calendar_get_event', { eventId }),
    attack: (scene, { eventId }) => asTeam(scene, 'calendar_get_event', { eventId }),
    expect: notFound,
    clean: (scene, { marker }) => removeRows(scene, 'alice', 'calendar', [marker]),
  }),
]
