import { newId } from '@chaperone/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCalendar, type TestCalendar } from './testing/start-calendar.ts'

const alice = newId('user')
const bob = newId('user')

let calendar: TestCalendar

beforeAll(async () => {
  // The queries' own conditions have to hold alone.
  calendar = await startCalendar({ rowSecurity: 'off' })
})
afterAll(() => calendar?.stop())

async function add(sub: string, title: string, startsAt: string, endsAt: string) {
  const { output } = await calendar.call(sub, 'calendar_create_event', {
    title,
    startsAt,
    endsAt,
    timeZone: 'Europe/Berlin',
    allowOverlap: true,
  })
  expect(output).toMatchObject({ title })
}

function prepare(sub: string, args: Record<string, string>): Promise<string> {
  return calendar.withClient(sub, async (client) => {
    const { messages } = await client.getPrompt({ name: 'calendar_prepare_day', arguments: args })
    const [first] = messages
    return first?.content.type === 'text' ? first.content.text : ''
  })
}

test('a day is prepared from the caller’s events between two local midnights, in local time', async () => {
  await add(alice, 'Standup', '2027-04-05T07:00:00Z', '2027-04-05T07:30:00Z')
  // 00:30 of the 6th in Berlin.
  await add(alice, 'Night train', '2027-04-05T22:30:00Z', '2027-04-05T23:00:00Z')
  await add(bob, 'Interview', '2027-04-05T09:00:00Z', '2027-04-05T10:00:00Z')
  const text = await prepare(alice, { date: '2027-04-05', timeZone: 'Europe/Berlin' })
  const events = JSON.parse(text.split('\n').at(-1) ?? '')
  expect(events).toEqual([
    { title: 'Standup', from: '2027-04-05 09:00', to: '2027-04-05 09:30', location: null, notes: null },
  ])
  expect(await prepare(alice, { date: '2027-04-06', timeZone: 'Europe/Berlin' })).toContain('Night train')
})

test.each([
  ['a day that is none', { date: '2027-02-30', timeZone: 'Europe/Berlin' }],
  ['a zone that is none', { date: '2027-04-05', timeZone: 'Mars/Olympus' }],
  ['an owner', { date: '2027-04-05', timeZone: 'Europe/Berlin', ownerId: bob }],
])('%s is refused with -32602', async (_what, args) => {
  await expect(prepare(alice, args)).rejects.toMatchObject({ code: -32602 })
})
