import { eventListSchema } from '@chaperone/contracts'
import { CallLines } from '@/components/data/call-lines'
import { RefusedNotice } from '@/components/data/notices'
import { readAs } from '@/components/data/read-as'
import { today } from '@/components/time/dates'
import type { SignedInPerson } from '@/session/current-person'
import { Agenda } from './agenda.tsx'
import type { Week } from './week.ts'

/** Two calendars of one server: the person's by a token of theirs, the team's by the team's key. */
const connections = [
  { id: 'calendar', owner: 'Your' },
  { id: 'team-calendar', owner: 'The team’s' },
]

/** One week of both calendars, read through the host. */
export async function CalendarContent({
  person,
  week,
  timeZone,
}: {
  person: SignedInPerson
  week: Week
  timeZone: string
}) {
  const range = { from: week.from, to: week.to }
  const readings = await Promise.all(
    connections.map(async ({ id, owner }) => ({
      owner,
      reading: await readAs(
        person,
        { connection: id, tool: 'calendar_list_events', arguments: range },
        eventListSchema,
      ),
    })),
  )
  const events = readings
    .flatMap(({ reading }) => (reading.isRead ? reading.data.events : []))
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))

  return (
    <>
      {readings.map(({ owner, reading }) =>
        reading.isRead ? null : (
          <div key={owner} className="mb-3">
            <RefusedNotice title={`${owner} calendar could not be read`} message={reading.message} />
          </div>
        ),
      )}
      <Agenda week={week} events={events} timeZone={timeZone} today={today(timeZone)} />
      <CallLines hops={readings.map(({ reading }) => reading.hop)} />
    </>
  )
}
