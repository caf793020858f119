import { newId } from '@chaperone/contracts'
import { openDatabase } from '@chaperone/db'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCalendar, type TestCalendar } from './testing/start-calendar.ts'
import { tools } from './tools.ts'

const alice = newId('user')
const bob = newId('user')

let calendar: TestCalendar

function call(sub: string, tool: string, input: Record<string, unknown>) {
  return calendar.call(sub, tool, input)
}

function eventAt(startsAt: string, endsAt: string, fields: object = {}) {
  return { title: 'Run', startsAt, endsAt, timeZone: 'Europe/Lisbon', allowOverlap: true, ...fields }
}

async function newEvent(sub: string, startsAt = '2027-01-04T10:00:00Z', endsAt = '2027-01-04T11:00:00Z') {
  const { output } = await call(sub, 'calendar_create_event', eventAt(startsAt, endsAt))
  return output
}

// Without row-level security the queries' own conditions have to hold alone.
describe.each(['on', 'off'] as const)('with row-level security %s', (rowSecurity) => {
  beforeAll(async () => {
    calendar = await startCalendar({ rowSecurity })
  })
  afterAll(() => calendar?.stop())

  describe('ids of others', () => {
    const withIds: [string, (eventId: string) => Record<string, unknown>][] = [
      ['calendar_get_event', (eventId) => ({ eventId })],
      ['calendar_update_event', (eventId) => ({ eventId, version: 1, title: 'Defaced' })],
      ['calendar_delete_event', (eventId) => ({ eventId })],
    ]

    test('these are all tools that take an id', () => {
      const taking = tools.filter(({ input }) => 'eventId' in input.shape)
      expect(withIds.map(([name]) => name).sort()).toEqual(taking.map(({ name }) => name).sort())
    })

    test.each(withIds)('%s answers a foreign id exactly as an unknown one', async (tool, inputFor) => {
      const event = await newEvent(bob)
      const answer = await call(alice, tool, inputFor(event.id))
      expect(answer.error?.error).toBe('not_found')
      expect(answer).toEqual(await call(alice, tool, inputFor(newId('event'))))
      expect((await call(bob, 'calendar_get_event', { eventId: event.id })).output).toMatchObject(event)
    })

    const withCalendarIds: [string, (calendarId: string) => Record<string, unknown>][] = [
      [
        'calendar_create_event',
        (calendarId) => eventAt('2027-01-05T10:00:00Z', '2027-01-05T11:00:00Z', { calendarId }),
      ],
      [
        'calendar_find_free_slots',
        (calendarId) => ({
          from: '2027-01-05T00:00:00Z',
          to: '2027-01-06T00:00:00Z',
          minutes: 30,
          timeZone: 'Etc/UTC',
          calendarIds: [calendarId],
        }),
      ],
    ]

    test('these are all tools that take the id of a calendar', () => {
      const taking = tools.filter(({ input }) => 'calendarId' in input.shape || 'calendarIds' in input.shape)
      expect(withCalendarIds.map(([name]) => name).sort()).toEqual(taking.map(({ name }) => name).sort())
    })

    test.each(withCalendarIds)('%s answers a foreign calendar exactly as an unknown one', async (tool, inputFor) => {
      const foreign = await calendar.addCalendar(bob, 'Private')
      const answer = await call(alice, tool, inputFor(foreign))
      expect(answer.error?.error).toBe('not_found')
      expect(answer).toEqual(await call(alice, tool, inputFor(newId('calendar'))))
      expect((await call(bob, tool, inputFor(foreign))).output).toBeDefined()
    })

    test.each(withIds)('%s works for its owner', async (tool, inputFor) => {
      const event = await newEvent(alice)
      expect((await call(alice, tool, inputFor(event.id))).output).toBeDefined()
    })
  })

  describe('listing', () => {
    const day = { from: '2027-02-01T00:00:00Z', to: '2027-02-02T00:00:00Z' }

    test('shows one’s own events that overlap the range, in order', async () => {
      const late = await newEvent(alice, '2027-02-01T23:30:00Z', '2027-02-02T00:30:00Z')
      const early = await newEvent(alice, '2027-01-31T23:30:00Z', '2027-02-01T00:30:00Z')
      await newEvent(alice, '2027-01-31T23:00:00Z', day.from)
      await newEvent(alice, day.to, '2027-02-02T01:00:00Z')
      await newEvent(bob, '2027-02-01T10:00:00Z', '2027-02-01T11:00:00Z')
      const { output } = await call(alice, 'calendar_list_events', day)
      expect(output.events).toEqual([early, late])
    })

    test('free time takes one’s own events into account and no others', async () => {
      const range = { from: '2027-03-01T00:00:00Z', to: '2027-03-02T00:00:00Z' }
      await newEvent(alice, '2027-03-01T09:00:00Z', '2027-03-01T17:00:00Z')
      await newEvent(bob, '2027-03-01T17:00:00Z', '2027-03-01T18:00:00Z')
      const input = { ...range, minutes: 60, timeZone: 'Europe/Lisbon' }
      const { output } = await call(alice, 'calendar_find_free_slots', input)
      expect(output.slots).toEqual([{ startsAt: '2027-03-01T17:00:00.000Z', endsAt: '2027-03-01T18:00:00.000Z' }])
    })
  })

  describe('events', () => {
    test('go into one calendar, made for whoever has none, even when several come at once', async () => {
      const newcomer = newId('user')
      const events = await Promise.all(Array.from({ length: 4 }, () => newEvent(newcomer)))
      expect(new Set(events.map((event) => event.calendarName))).toEqual(new Set(['Personal']))
      const rows = openDatabase(calendar.database.urlFor('calendar'), { role: 'calendar' })
      expect(
        await rows.withOwner({ ownerId: newcomer }, (tx) => tx.calendar.count({ where: { ownerId: newcomer } })),
      ).toBe(1)
      await rows.close()
    })

    test('of a key are the service account’s, invisible to people', async () => {
      const input = eventAt('2027-04-01T09:00:00Z', '2027-04-01T10:00:00Z')
      const { output } = await calendar.callAsTeam('calendar_create_event', input)
      expect((await calendar.callAsTeam('calendar_get_event', { eventId: output.id })).output).toMatchObject(output)
      expect((await call(alice, 'calendar_get_event', { eventId: output.id })).error?.error).toBe('not_found')
    })

    test('are stored as instants, whatever the offset they came with', async () => {
      const event = await newEvent(alice, '2027-05-01T10:00:00+02:00', '2027-05-01T09:00:00Z')
      expect(event).toMatchObject({ startsAt: '2027-05-01T08:00:00.000Z', endsAt: '2027-05-01T09:00:00.000Z' })
    })

    test('at 02:30 on the day on which spring leaves that hour out are the instant they came with', async () => {
      const input = eventAt('2027-03-28T02:30:00+01:00', '2027-03-28T04:00:00+02:00', { timeZone: 'Europe/Berlin' })
      const { output } = await call(alice, 'calendar_create_event', input)
      expect(output).toMatchObject({ startsAt: '2027-03-28T01:30:00.000Z', endsAt: '2027-03-28T02:00:00.000Z' })
    })

    test('change only where asked; null removes', async () => {
      const fields = { location: 'Park', notes: 'Shoes\nWater' }
      const input = eventAt('2027-05-02T10:00:00Z', '2027-05-02T11:00:00Z', fields)
      const { output: event } = await call(alice, 'calendar_create_event', input)
      const changes = { eventId: event.id, version: event.version, title: 'Walk', location: null }
      const { output } = await call(alice, 'calendar_update_event', changes)
      expect(output).toEqual({ ...event, version: event.version + 1, title: 'Walk', location: null })
    })

    test('cannot be moved so that they end before they start', async () => {
      const event = await newEvent(alice, '2027-05-03T10:00:00Z', '2027-05-03T11:00:00Z')
      const changes = { eventId: event.id, version: event.version, startsAt: '2027-05-03T11:00:00Z' }
      expect((await call(alice, 'calendar_update_event', changes)).error?.error).toBe('invalid_arguments')
      expect((await call(alice, 'calendar_get_event', { eventId: event.id })).output).toMatchObject(event)
    })
  })

  test.each([
    [
      'a smuggled owner',
      'calendar_create_event',
      eventAt('2027-06-01T10:00:00Z', '2027-06-01T11:00:00Z', { ownerId: bob }),
    ],
    [
      'an end before the start',
      'calendar_create_event',
      eventAt('2027-06-01T10:00:00+02:00', '2027-06-01T09:00:00+02:00'),
    ],
    [
      'an unknown time zone',
      'calendar_create_event',
      { ...eventAt('2027-06-01T10:00:00Z', '2027-06-01T11:00:00Z'), timeZone: 'Mars/Olympus' },
    ],
    [
      'a year before PostgreSQL’s calendar',
      'calendar_list_events',
      { from: '0000-01-01T00:00:00Z', to: '0000-01-02T00:00:00Z' },
    ],
    ['a range backwards', 'calendar_list_events', { from: '2027-01-02T00:00:00Z', to: '2027-01-01T00:00:00Z' }],
    ['a range over years', 'calendar_list_events', { from: '2027-01-01T00:00:00Z', to: '2029-01-01T00:00:00Z' }],
    ['a change of nothing', 'calendar_update_event', { eventId: newId('event'), version: 1 }],
    ['a change of no version', 'calendar_update_event', { eventId: newId('event'), title: 'Run' }],
    [
      'an offset for a time zone',
      'calendar_create_event',
      { ...eventAt('2027-06-01T10:00:00Z', '2027-06-01T11:00:00Z'), timeZone: '+01:00' },
    ],
    [
      'an event every second',
      'calendar_create_event',
      eventAt('2027-06-01T10:00:00Z', '2027-06-01T11:00:00Z', { recurrence: 'FREQ=SECONDLY' }),
    ],
  ])('%s is an invalid input, not an internal error', async (_what, tool, input) => {
    const answer = await call(alice, tool, input)
    expect(answer.status).toBe(200)
    expect(answer.output).toBeUndefined()
    expect(answer.body).toMatch(/invalid/i)
    expect(answer.body).not.toContain('internal_error')
  })
})
