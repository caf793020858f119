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
  /** Days from this week's Monday. */
  day: number
  /** Hour and length in hours, local time. */
  hour: number
  hours: number
  location?: string
}

const TIME_ZONE = 'Europe/Lisbon'
const HOUR_MILLISECONDS = 3_600_000
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS
const WEEKS = [-1, 0, 1, 2]

const weekly: Record<string, Meeting[]> = {
  usr_alice: [
    { title: 'Apollo stand-up', day: 0, hour: 9.5, hours: 0.5, location: 'Room 2' },
    { title: 'Apollo stand-up', day: 1, hour: 9.5, hours: 0.5, location: 'Room 2' },
    { title: 'Proposal review for Borealis', day: 1, hour: 15, hours: 1.5 },
    { title: 'Apollo stand-up', day: 2, hour: 9.5, hours: 0.5, location: 'Room 2' },
    { title: 'Dentist', day: 2, hour: 17, hours: 1, location: 'Rua do Carmo 12' },
    { title: 'Apollo stand-up', day: 3, hour: 9.5, hours: 0.5, location: 'Room 2' },
    { title: 'Lunch with Bob', day: 3, hour: 12.5, hours: 1, location: 'Cantina' },
    { title: 'Planning for next week', day: 4, hour: 14, hours: 2 },
    { title: 'Choir', day: 5, hour: 18, hours: 2 },
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

/** Four weeks of events around `now` for one calendar. */
export function eventsOf(ownerId: string, now: Date): SeedEvent[] {
  const monday = mondayOf(now)
  const name = ownerId.split('_')[1] ?? ''
  return WEEKS.flatMap((week) =>
    (weekly[ownerId] ?? []).map((meeting, index) => {
      const day = new Date(monday.getTime() + (week * 7 + meeting.day) * DAY_MILLISECONDS)
      const startsAt = atLocalHour(day, meeting.hour)
      return {
        id: `evt_${name}${week + 1}x${index}`,
        title: meeting.title,
        startsAt,
        endsAt: new Date(startsAt.getTime() + meeting.hours * HOUR_MILLISECONDS),
        timeZone: TIME_ZONE,
        location: meeting.location ?? null,
        notes: null,
      }
    }),
  )
}

/** Midnight UTC of the Monday of this week. */
function mondayOf(now: Date): Date {
  const today = Math.floor(now.getTime() / DAY_MILLISECONDS) * DAY_MILLISECONDS
  const daysSinceMonday = (new Date(today).getUTCDay() + 6) % 7
  return new Date(today - daysSinceMonday * DAY_MILLISECONDS)
}

/** The instant at which clocks in the demo's zone show this hour on this day. */
function atLocalHour(day: Date, hour: number): Date {
  const asUtc = new Date(day.getTime() + hour * HOUR_MILLISECONDS)
  const shown = new Intl.DateTimeFormat('en', { timeZone: TIME_ZONE, hour: 'numeric', hourCycle: 'h23' }).format(asUtc)
  const offset = ((Number(shown) - asUtc.getUTCHours() + 36) % 24) - 12
  return new Date(asUtc.getTime() - offset * HOUR_MILLISECONDS)
}
