import { atLocalHour, DEMO_TIME_ZONE } from './local-time.ts'

interface Habit {
  id: string
  ownerId: string
  calendarId: string
  title: string
  /** Weekday of the first occurrence; 0 is Monday. */
  day: number
  /** Hour and length in hours, local time. */
  hour: number
  hours: number
  recurrence: string
  location?: string
}

const HOUR_MILLISECONDS = 3_600_000
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS
const WEEKS_BEFORE = 3
/** What the calendar server stores for a series without an end. */
const ENDLESS = new Date(Date.UTC(2200, 0, 1))

const alice = { ownerId: 'usr_alice', calendarId: 'cal_alice' }
const aliceAtWork = { ownerId: 'usr_alice', calendarId: 'cal_alicework' }
const bob = { ownerId: 'usr_bob', calendarId: 'cal_bob' }
const carol = { ownerId: 'usr_carol', calendarId: 'cal_carol' }
const team = { ownerId: 'svc_team', calendarId: 'cal_team' }
const workdays = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'

const habits: readonly Habit[] = [
  {
    id: 'evt_alicestandup',
    ...aliceAtWork,
    title: 'Apollo stand-up',
    day: 0,
    hour: 9.5,
    hours: 0.5,
    recurrence: workdays,
    location: 'Room 2',
  },
  {
    id: 'evt_aliceplanning',
    ...aliceAtWork,
    title: 'Planning for next week',
    day: 4,
    hour: 14,
    hours: 2,
    recurrence: 'FREQ=WEEKLY',
  },
  { id: 'evt_alicechoir', ...alice, title: 'Choir', day: 5, hour: 18, hours: 2, recurrence: 'FREQ=WEEKLY' },
  {
    id: 'evt_alicefamily',
    ...alice,
    title: 'Call with the family',
    day: 6,
    hour: 11,
    hours: 1,
    recurrence: 'FREQ=WEEKLY',
  },
  {
    id: 'evt_bobmaintenance',
    ...bob,
    title: 'Telescope maintenance',
    day: 0,
    hour: 10,
    hours: 2,
    recurrence: 'FREQ=WEEKLY',
    location: 'Observatory',
  },
  {
    id: 'evt_bobnight',
    ...bob,
    title: 'Observation night',
    day: 4,
    hour: 21,
    hours: 2.5,
    recurrence: 'FREQ=WEEKLY;INTERVAL=2',
    location: 'Observatory',
  },
  { id: 'evt_carolreview', ...carol, title: 'Access review', day: 1, hour: 10, hours: 1, recurrence: 'FREQ=WEEKLY' },
  {
    id: 'evt_teammeeting',
    ...team,
    title: 'Team meeting',
    day: 0,
    hour: 11,
    hours: 1,
    recurrence: 'FREQ=WEEKLY',
    location: 'Room 1',
  },
  {
    id: 'evt_teamretro',
    ...team,
    title: 'Retrospective',
    day: 4,
    hour: 16,
    hours: 1,
    recurrence: 'FREQ=WEEKLY;INTERVAL=2',
    location: 'Room 1',
  },
]

/** What the demo's people do again and again, since three weeks before `now` and without an end. */
export function repeatingEvents(now: Date) {
  const today = Math.floor(now.getTime() / DAY_MILLISECONDS) * DAY_MILLISECONDS
  const monday = today - (((new Date(today).getUTCDay() + 6) % 7) + 7 * WEEKS_BEFORE) * DAY_MILLISECONDS
  return habits.map(({ day, hour, hours, location, ...event }) => {
    const startsAt = atLocalHour(new Date(monday + day * DAY_MILLISECONDS), hour)
    return {
      ...event,
      startsAt,
      endsAt: new Date(startsAt.getTime() + hours * HOUR_MILLISECONDS),
      lastEndsAt: ENDLESS,
      timeZone: DEMO_TIME_ZONE,
      location: location ?? null,
    }
  })
}
