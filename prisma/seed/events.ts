interface SeedEvent {
  id: string
  title: string
  startsAt: Date
  endsAt: Date
  timeZone: string
  location: string | null
  notes: string | null
}

interface Meeting {
  title: string
  /** 0 is Monday. */
  day: number
  /** Hour and length in hours, local time. */
  hour: number
  hours: number
  location?: string
}

const TIME_ZONE = 'Europe/Lisbon'
const HOUR_MILLISECONDS = 3_600_000
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS
const DAYS_BEFORE = 7
const DAYS_AFTER = 21

const standUp = { title: 'Apollo stand-up', hour: 9.5, hours: 0.5, location: 'Room 2' }

/** At least two on every day of Alice's, so that there is always something to prepare for tomorrow. */
const weekly: Record<string, Meeting[]> = {
  usr_alice: [
    { ...standUp, day: 0 },
    { title: 'Walk through the survey plan', day: 0, hour: 11, hours: 1, location: 'Room 2' },
    { ...standUp, day: 1 },
    { title: 'Proposal review for Borealis', day: 1, hour: 15, hours: 1.5 },
    { ...standUp, day: 2 },
    { title: 'Dentist', day: 2, hour: 17, hours: 1, location: 'Rua do Carmo 12' },
    { ...standUp, day: 3 },
    { title: 'Lunch with Bob', day: 3, hour: 12.5, hours: 1, location: 'Cantina' },
    { ...standUp, day: 4 },
    { title: 'Planning for next week', day: 4, hour: 14, hours: 2 },
    { title: 'Market', day: 5, hour: 10, hours: 1.5, location: 'Campo de Ourique' },
    { title: 'Choir', day: 5, hour: 18, hours: 2 },
    { title: 'Call with the family', day: 6, hour: 11, hours: 1 },
    { title: 'Dinner with the neighbours', day: 6, hour: 19.5, hours: 2 },
  ],
  usr_bob: [
    { title: 'Telescope maintenance', day: 0, hour: 10, hours: 2, location: 'Observatory' },
    { title: 'Call with the observatory', day: 1, hour: 11, hours: 1 },
    { title: 'Lunch with Alice', day: 3, hour: 12.5, hours: 1, location: 'Cantina' },
    { title: 'Observation night', day: 4, hour: 21, hours: 2.5, location: 'Observatory' },
  ],
  usr_carol: [
    { title: 'Access review', day: 1, hour: 10, hours: 1 },
    { title: 'Key rotation', day: 3, hour: 16, hours: 0.5 },
  ],
  svc_team: [
    { title: 'Team meeting', day: 0, hour: 11, hours: 1, location: 'Room 1' },
    { title: 'Demo for the partners', day: 2, hour: 11, hours: 1, location: 'Room 1' },
    { title: 'Retrospective', day: 4, hour: 16, hours: 1, location: 'Room 1' },
  ],
}

/**
 * Weeks of events for one calendar, up to three weeks from `now`. With the id of the last one seeded, only later
 * days: nothing is seeded twice, so that a deleted event stays deleted.
 */
export function eventsOf(ownerId: string, now: Date, lastId?: string): SeedEvent[] {
  const today = Math.floor(now.getTime() / DAY_MILLISECONDS) * DAY_MILLISECONDS
  const from = lastId ? dateIn(lastId) + DAY_MILLISECONDS : today - DAYS_BEFORE * DAY_MILLISECONDS
  const events: SeedEvent[] = []
  for (let day = from; day <= today + DAYS_AFTER * DAY_MILLISECONDS; day += DAY_MILLISECONDS) {
    events.push(...eventsOn(ownerId, new Date(day)))
  }
  return events
}

/** Ids of seeded events start with this. */
export function eventIdPrefix(ownerId: string): string {
  return `evt_${ownerId.split('_')[1]}seed`
}

/** `day` is midnight UTC of a calendar date. */
function eventsOn(ownerId: string, day: Date): SeedEvent[] {
  const weekday = (day.getUTCDay() + 6) % 7
  const date = day.toISOString().slice(0, 10).replaceAll('-', '')
  return (weekly[ownerId] ?? [])
    .filter((meeting) => meeting.day === weekday)
    .map(({ title, hour, hours, location }, index) => {
      const startsAt = atLocalHour(day, hour)
      return {
        id: `${eventIdPrefix(ownerId)}${date}x${index}`,
        title,
        startsAt,
        endsAt: new Date(startsAt.getTime() + hours * HOUR_MILLISECONDS),
        timeZone: TIME_ZONE,
        location: location ?? null,
        notes: null,
      }
    })
}

/** Midnight UTC of the date that a seeded id names. */
function dateIn(id: string): number {
  const [, year = '', month = '', day = ''] = /seed(\d{4})(\d\d)(\d\d)x/.exec(id) ?? []
  return Date.parse(`${year}-${month}-${day}`)
}

/** The instant at which clocks in the demo's zone show this hour on this day. */
function atLocalHour(day: Date, hour: number): Date {
  const asUtc = new Date(day.getTime() + hour * HOUR_MILLISECONDS)
  const shown = new Intl.DateTimeFormat('en', { timeZone: TIME_ZONE, hour: 'numeric', hourCycle: 'h23' }).format(asUtc)
  const offset = ((Number(shown) - asUtc.getUTCHours() + 36) % 24) - 12
  return new Date(asUtc.getTime() - offset * HOUR_MILLISECONDS)
}
