import { MAX_RESULT_BYTES, newId } from '@chaperone/contracts'
import { openDatabase } from '@chaperone/db'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MAX_SERIES } from './calendars/refuse-further-series.ts'
import { startCalendar, type TestCalendar } from './testing/start-calendar.ts'

let calendar: TestCalendar
/** A person without events, for each test. */
let person: string

beforeAll(async () => {
  calendar = await startCalendar()
})
afterAll(() => calendar?.stop())
beforeEach(() => {
  person = newId('user')
})

/** Berlin changes its clocks on Sunday 28 March 2027. */
const weekly = {
  title: 'Stand-up',
  startsAt: '2027-03-22T09:30:00+01:00',
  endsAt: '2027-03-22T10:00:00+01:00',
  timeZone: 'Europe/Berlin',
  recurrence: 'FREQ=WEEKLY;COUNT=3',
}
const month = { from: '2027-03-15T00:00:00Z', to: '2027-04-15T00:00:00Z' }

function call(tool: string, input: Record<string, unknown>) {
  return calendar.call(person, tool, input)
}

async function create(fields: object = {}) {
  return call('calendar_create_event', { ...weekly, ...fields })
}

async function listed(range = month): Promise<string[]> {
  const { output } = await call('calendar_list_events', range)
  return output.events.map(
    ({ title, startsAt }: { title: string; startsAt: string }) => `${startsAt.slice(0, 16)} ${title}`,
  )
}

describe('an event that repeats', () => {
  test('is listed once for each occurrence, at its wall-clock time', async () => {
    const { output } = await create()
    const { output: list } = await call('calendar_list_events', month)
    expect(await listed()).toEqual([
      '2027-03-22T08:30 Stand-up',
      '2027-03-29T07:30 Stand-up',
      '2027-04-05T07:30 Stand-up',
    ])
    expect(list.events[0]).toEqual(output)
    expect(new Set(list.events.map(({ id }: { id: string }) => id))).toEqual(new Set([output.id]))
  })

  test('is read with the occurrences that are to come', async () => {
    const { output: event } = await create()
    const { output } = await call('calendar_get_event', { eventId: event.id, from: '2027-03-23T00:00:00Z' })
    expect(output).toEqual({
      ...event,
      occurrences: [
        { startsAt: '2027-03-29T07:30:00.000Z', endsAt: '2027-03-29T08:00:00.000Z' },
        { startsAt: '2027-04-05T07:30:00.000Z', endsAt: '2027-04-05T08:00:00.000Z' },
      ],
    })
  })

  test('takes its time from what is free', async () => {
    await create()
    const day = { from: '2027-04-05T07:00:00Z', to: '2027-04-05T09:00:00Z' }
    const { output } = await call('calendar_find_free_slots', { ...day, minutes: 15, timeZone: 'Europe/Berlin' })
    expect(output.slots).toEqual([
      { startsAt: '2027-04-05T07:00:00.000Z', endsAt: '2027-04-05T07:30:00.000Z' },
      { startsAt: '2027-04-05T08:00:00.000Z', endsAt: '2027-04-05T09:00:00.000Z' },
    ])
  })

  test('loses one occurrence when that one is deleted, and none twice', async () => {
    const { output: event } = await create()
    const skip = { eventId: event.id, occurrence: '2027-03-29T07:30:00Z' }
    expect((await call('calendar_delete_event', skip)).output).toEqual({ deleted: true })
    expect(await listed()).toEqual(['2027-03-22T08:30 Stand-up', '2027-04-05T07:30 Stand-up'])
    expect((await call('calendar_delete_event', skip)).error?.error).toBe('not_found')
    expect((await call('calendar_delete_event', { eventId: event.id })).output).toEqual({ deleted: true })
    expect(await listed()).toEqual([])
  })

  test('can be made to happen once', async () => {
    const { output: event } = await create()
    const once = { eventId: event.id, version: event.version, recurrence: null }
    expect((await call('calendar_update_event', once)).output.recurrence).toBeNull()
    expect(await listed()).toEqual(['2027-03-22T08:30 Stand-up'])
  })

  test('must begin with its first occurrence, also after a change', async () => {
    const refused = await create({ recurrence: 'FREQ=WEEKLY;BYDAY=TU' })
    expect(refused.error?.error).toBe('invalid_arguments')
    const { output: event } = await create({ recurrence: 'FREQ=WEEKLY;BYDAY=MO' })
    const tuesday = { startsAt: '2027-03-23T09:30:00+01:00', endsAt: '2027-03-23T10:00:00+01:00' }
    const change = { eventId: event.id, version: event.version, ...tuesday }
    expect((await call('calendar_update_event', change)).error?.error).toBe('invalid_arguments')
  })

  test('lasts at most 7 days, and one that happens once a year', async () => {
    expect((await create({ endsAt: '2027-03-30T09:30:00+01:00' })).error?.error).toBe('invalid_arguments')
    const once = { recurrence: undefined, allowOverlap: true }
    expect((await create({ ...once, endsAt: '2028-03-22T09:30:00+01:00' })).output).toBeDefined()
    expect((await create({ ...once, endsAt: '2028-03-22T09:31:00+01:00' })).error?.error).toBe('invalid_arguments')
  })

  test('exists at most 100 times for one caller', async () => {
    const rows = openDatabase(calendar.database.urlFor('calendar'), { role: 'calendar' })
    const calendarId = await calendar.addCalendar(person, 'Full')
    const data = Array.from({ length: MAX_SERIES }, (_, index) => ({
      id: newId('event'),
      ownerId: person,
      calendarId,
      title: `${index}`,
      startsAt: new Date('2027-01-01T10:00:00Z'),
      endsAt: new Date('2027-01-01T11:00:00Z'),
      timeZone: 'Etc/UTC',
      recurrence: 'FREQ=DAILY',
      lastEndsAt: new Date('2200-01-01T00:00:00Z'),
    }))
    // One is over, and counts too.
    Object.assign(data[0] ?? {}, {
      startsAt: new Date('2001-01-01T10:00:00Z'),
      endsAt: new Date('2001-01-01T11:00:00Z'),
      recurrence: 'FREQ=DAILY;COUNT=2',
      lastEndsAt: new Date('2001-01-02T11:00:00Z'),
    })
    await rows.withOwner({ ownerId: person }, (tx) => tx.event.createMany({ data }))
    await rows.close()
    expect((await create({ allowOverlap: true })).error?.error).toBe('limit_reached')
    const range = { from: '2027-01-01T00:00:00Z', to: '2027-12-31T00:00:00Z' }
    expect((await call('calendar_list_events', range)).error?.error).toBe('too_many_events')
    expect((await call('calendar_list_events', { ...range, to: '2027-01-05T00:00:00Z' })).output.events).toHaveLength(
      100,
    )
  })
})

describe('a long list', () => {
  test('comes in pages, in order, each occurrence once', async () => {
    const range = { from: '2027-03-22T00:00:00Z', to: '2028-03-01T00:00:00Z' }
    for (const minute of ['00', '00', '30']) {
      const times = { startsAt: `2027-03-22T09:${minute}:00+01:00`, endsAt: '2027-03-22T10:00:00+01:00' }
      await create({ ...times, recurrence: 'FREQ=DAILY;COUNT=80', allowOverlap: true })
    }
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { output } = await call('calendar_list_events', { ...range, ...(cursor && { cursor }) })
      seen.push(...output.events.map(({ id, startsAt }: { id: string; startsAt: string }) => `${startsAt} ${id}`))
      cursor = output.nextCursor
    }
    expect(seen).toHaveLength(240)
    expect(seen).toEqual([...new Set(seen)].sort())
  })

  test('does not go on from a cursor of another making', async () => {
    const { error } = await call('calendar_list_events', { ...month, cursor: 'bm90IGEgY3Vyc29y' })
    expect(error?.error).toBe('invalid_arguments')
  })
})

describe('a calendar as a resource', () => {
  test('is iCalendar text, listed to its owner', async () => {
    const { output: event } = await create()
    const uri = `calendar://calendars/${event.calendarId}`
    await calendar.withClient(person, async (client) => {
      const mimeType = 'text/calendar'
      expect((await client.listResourceTemplates()).resourceTemplates).toMatchObject([{ mimeType }])
      expect((await client.listResources()).resources).toMatchObject([{ uri, title: 'Personal', mimeType }])
      const { contents } = await client.readResource({ uri })
      expect(contents).toMatchObject([{ uri, mimeType, text: expect.stringMatching(/^BEGIN:VCALENDAR\r\n/) }])
      expect(contents).toMatchObject([{ text: expect.stringContaining('RRULE:FREQ=WEEKLY;COUNT=3') }])
    })
  })

  test('stays within what a host accepts in one answer, whatever its notes', async () => {
    const { output: event } = await create()
    const [startsAt, endsAt] = [new Date('2027-01-04T10:00:00Z'), new Date('2027-01-04T11:00:00Z')]
    const times = { startsAt, endsAt, lastEndsAt: endsAt, timeZone: 'UTC' }
    const rows = openDatabase(calendar.database.urlFor('calendar'), { role: 'calendar' })
    await rows.withOwner({ ownerId: person }, (tx) =>
      tx.event.createMany({
        data: Array.from({ length: 400 }, () => ({
          ...times,
          id: newId('event'),
          ownerId: person,
          calendarId: event.calendarId,
          title: 'Long',
          notes: '\n'.repeat(4_000),
        })),
      }),
    )
    await rows.close()
    const { contents } = await calendar.withClient(person, (client) =>
      client.readResource({ uri: `calendar://calendars/${event.calendarId}` }),
    )
    expect(JSON.stringify(contents).length).toBeLessThan(MAX_RESULT_BYTES)
    expect(JSON.stringify(contents).split('BEGIN:VEVENT').length).toBeGreaterThan(20)
  })

  test('of others is not there', async () => {
    const { output: event } = await create()
    const stranger = newId('user')
    const refusal = (id: string) =>
      calendar
        .withClient(stranger, (client) => client.readResource({ uri: `calendar://calendars/${id}` }))
        .catch(({ code, message }) => [code, message.replace(id, '')])
    expect(await refusal(event.calendarId)).toEqual(await refusal(newId('calendar')))
    expect(await refusal(event.calendarId)).toEqual([-32602, expect.any(String)])
    const listed = await calendar.withClient(stranger, (client) => client.listResources())
    expect(listed.resources).toEqual([])
  })
})

test('a caller has 5,000 events at most', async () => {
  const { output: event } = await create()
  const times = {
    startsAt: new Date('2026-01-04T10:00:00Z'),
    endsAt: new Date('2026-01-04T11:00:00Z'),
    timeZone: 'UTC',
  }
  const rows = openDatabase(calendar.database.urlFor('calendar'), { role: 'calendar' })
  await rows.withOwner({ ownerId: person }, (tx) =>
    tx.event.createMany({
      data: Array.from({ length: 4_999 }, () => ({
        ...times,
        id: newId('event'),
        ownerId: person,
        calendarId: event.calendarId,
        lastEndsAt: times.endsAt,
        title: 'Over',
      })),
    }),
  )
  await rows.close()
  expect((await create({ allowOverlap: true })).error?.error).toBe('limit_reached')
})

describe('times that overlap', () => {
  const once = { recurrence: undefined, title: 'Dentist' }

  test('another event are refused, and named', async () => {
    const { output: event } = await create()
    const later = { startsAt: '2027-04-05T07:45:00Z', endsAt: '2027-04-05T08:15:00Z' }
    const { error } = await create({ ...once, ...later })
    expect(error).toMatchObject({ error: 'conflict', message: expect.stringContaining('Stand-up') })
    expect(error?.message).toContain(event.id)
    expect(error?.message).toContain('2027-04-05T07:30')
    expect(await listed()).toHaveLength(3)
  })

  test('are allowed when the caller says so, and where one ends as the other begins', async () => {
    await create()
    expect((await create({ ...once, allowOverlap: true })).output).toBeDefined()
    const after = { startsAt: '2027-03-29T08:00:00Z', endsAt: '2027-03-29T08:30:00Z' }
    expect((await create({ ...once, ...after })).output).toBeDefined()
  })

  test('with a later occurrence of a new series are refused', async () => {
    await create({ ...once, startsAt: '2027-04-05T07:00:00Z', endsAt: '2027-04-05T09:00:00Z' })
    expect((await create()).error?.error).toBe('conflict')
  })

  test('are refused to a change as well, but an event is not in its own way', async () => {
    await create({ ...once, startsAt: '2027-03-23T08:30:00Z', endsAt: '2027-03-23T09:00:00Z' })
    const { output: event } = await create({ ...once, title: 'Call' })
    const change = { eventId: event.id, version: event.version, endsAt: '2027-03-22T10:15:00+01:00' }
    const { output: longer } = await call('calendar_update_event', change)
    expect(longer.endsAt).toBe('2027-03-22T09:15:00.000Z')
    const move = { ...change, version: longer.version, endsAt: '2027-03-23T10:00:00+01:00' }
    expect((await call('calendar_update_event', move)).error?.error).toBe('conflict')
  })

  test('of others are no matter', async () => {
    await calendar.call(newId('user'), 'calendar_create_event', weekly)
    expect((await create()).output).toBeDefined()
  })

  test('are refused to all but one of those who come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => create()))
    expect(answers.map(({ error }) => error?.error).sort()).toEqual(['conflict', 'conflict', 'conflict', undefined])
  })
})

describe('a version', () => {
  test('that is not the current one changes nothing, and the answer names the current one', async () => {
    const { output: event } = await create()
    const seen = { eventId: event.id, version: event.version }
    await call('calendar_update_event', { ...seen, title: 'Daily' })
    const { error } = await call('calendar_update_event', { ...seen, location: 'Room 1' })
    expect(error).toMatchObject({ error: 'conflict', message: expect.stringContaining('version 2') })
    expect(error).toHaveProperty('current.title', 'Daily')
    const { output } = await call('calendar_get_event', { eventId: event.id })
    expect(output).toMatchObject({ title: 'Daily', location: null, version: 2 })
  })

  test('admits one of several changes at once', async () => {
    const { output: event } = await create()
    const changes = ['A', 'B', 'C', 'D'].map((title) =>
      call('calendar_update_event', { eventId: event.id, version: event.version, title }),
    )
    const errors = (await Promise.all(changes)).map(({ error }) => error?.error)
    expect(errors.sort()).toEqual(['conflict', 'conflict', 'conflict', undefined])
  })
})

describe('several calendars', () => {
  test('are listed, take events by id, and free time looks at those that are named', async () => {
    const [work, home] = [await calendar.addCalendar(person, 'Work'), await calendar.addCalendar(person, 'Home')]
    const { output: list } = await call('calendar_list_calendars', {})
    expect(list.calendars.map(({ name }: { name: string }) => name).sort()).toEqual(['Home', 'Work'])
    const at = (hour: string) => ({ startsAt: `2027-03-22T${hour}:00:00Z`, endsAt: `2027-03-22T${hour}:30:00Z` })
    await create({ recurrence: undefined, calendarId: work, ...at('09') })
    await create({ recurrence: undefined, calendarId: home, ...at('11') })
    const free = async (calendarIds?: string[]) => {
      const hours = { from: '2027-03-22T09:00:00Z', to: '2027-03-22T12:00:00Z', minutes: 30, timeZone: 'Etc/UTC' }
      const { output } = await call('calendar_find_free_slots', { ...hours, ...(calendarIds && { calendarIds }) })
      return output.slots.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16))
    }
    expect(await free([work])).toEqual(['09:30'])
    expect(await free([home])).toEqual(['09:00', '11:30'])
    expect(await free([work, home])).toEqual(['09:30', '11:30'])
    expect(await free()).toEqual(['09:30', '11:30'])
  })
})
