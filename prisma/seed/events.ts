import { atLocalHour, DEMO_TIME_ZONE } from './local-time.ts'

interface SeedEvent {
  id: string
  title: string
  startsAt: Date
  endsAt: Date
  lastEndsAt: Date
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

const HOUR_MILLISECONDS = 3_600_000
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS
const DAYS_BEFORE = 7
const DAYS_AFTER = 21

/** With what repeats, at least two on every day of Alice's: there is always something to prepare for tomorrow. */
const weekly: Record<string, Meeting[]> = {
  usr_alice: [
    { title: 'Walk through the survey plan', day: 0, hour: 11, hours: 1, location: 'Room 2' },
    { title: 'Proposal review for Borealis', day: 1, hour: 15, hours: 1.5 },
    { title: 'Dentist', day: 2, hour: 17, hours: 1, location: 'Rua do Carmo 12, Lisbon' },
    { title: 'Lunch with Bob', day: 3, hour: 12.5, hours: 1, location: 'Cantina' },
    { title: 'Market', day: 5, hour: 10, hours: 1.5, location: 'Campo de Ourique' },
    { title: 'Dinner with the neighbours', day: 6, hour: 19.5, hours: 2 },
  ],
  usr_bob: [
    { title: 'Call with the observatory', day: 1, hour: 11, hours: 1 },
    { title: 'Lunch with Alice', day: 3, hour: 12.5, hours: 1, location: 'Cantina' },
    { title: 'Visit to the mirror maker', day: 5, hour: 15, hours: 2 },
  ],
  usr_carol: [
    { title: 'Key rotation', day: 3, hour: 16, hours: 0.5 },
    { title: 'Lunch with the team', day: 4, hour: 12.5, hours: 1, location: 'Cantina' },
  ],
  svc_team: [{ title: 'Demo for the partners', day: 2, hour: 11, hours: 1, location: 'Room 1' }],
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
      const endsAt = new Date(startsAt.getTime() + hours * HOUR_MILLISECONDS)
      return {
        id: `${eventIdPrefix(ownerId)}${date}x${index}`,
        title,
        startsAt,
        endsAt,
        lastEndsAt: endsAt,
        timeZone: DEMO_TIME_ZONE,
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
