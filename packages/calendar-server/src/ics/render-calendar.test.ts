import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { ENDLESS, occurrencesIn } from '../recurrence/series.ts'
import { type RenderedEvent, renderCalendar } from './render-calendar.ts'

const now = new Date('2026-11-25T10:00:00Z')

function event(fields: Partial<RenderedEvent> = {}): RenderedEvent {
  return {
    id: 'evt_1',
    version: 3,
    title: 'Lunch',
    startsAt: new Date('2027-03-22T08:30:00Z'),
    endsAt: new Date('2027-03-22T09:00:00Z'),
    lastEndsAt: new Date('2027-03-22T09:00:00Z'),
    timeZone: 'Europe/Berlin',
    recurrence: null,
    excluded: [],
    location: null,
    notes: null,
    ...fields,
  }
}

function eventsIn(text: string): ICAL.Component[] {
  return ICAL.Component.fromString(text).getAllSubcomponents('vevent')
}

test('an event that takes place once, to the letter', () => {
  const text = renderCalendar({ name: 'Personal', events: [event({ location: 'Cantina' })], now })
  expect(text.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Chaperone//Calendar//EN',
    'NAME;VALUE=TEXT:Personal',
    'BEGIN:VEVENT',
    'UID:evt_1@chaperone',
    'DTSTAMP:20261125T100000Z',
    'SEQUENCE:2',
    'DTSTART:20270322T083000Z',
    'DTEND:20270322T090000Z',
    'SUMMARY:Lunch',
    'LOCATION:Cantina',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

test.each([
  'Lunch\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Smuggled',
  'Lunch\nATTENDEE:mailto:mallory@example.com',
  'Lunch\rATTACH:https://evil.test/',
  'Lunch\u2028X-EVIL:1\u2029X-EVIL:2\u0085X-EVIL:3',
  'Lunch\u0000\u0007\u000b\u000cX-EVIL:1',
  'a;b,c\\d:e"f\\nX-EVIL:1',
])('text stays the value of its property: %j', (text) => {
  const rendered = renderCalendar({ name: text, events: [event({ title: text, location: text, notes: text })], now })
  const [first, ...others] = eventsIn(rendered)
  expect(others).toEqual([])
  const names = first?.getAllProperties().map(({ name }) => name)
  expect(names).toEqual(['uid', 'dtstamp', 'sequence', 'dtstart', 'dtend', 'summary', 'location', 'description'])
  expect(
    ICAL.Component.fromString(rendered)
      .getAllProperties()
      .map(({ name }) => name),
  ).toEqual(['version', 'prodid', 'name'])
  // Whatever a program takes for the end of a line, no line begins with anything of the text.
  for (const line of rendered.split(/\r\n|[\p{Cc}\u2028\u2029]/u)) {
    expect(line).not.toMatch(/^(?:ATTENDEE|ATTACH|X-EVIL|SUMMARY:Smuggled)/)
  }
  const read = String(first?.getFirstPropertyValue('summary'))
  expect(read.replace(/\s/g, '')).toBe(text.replace(/[\s\u0085]|\p{Cc}/gu, ''))
})

test('long lines are folded at 75 octets, between characters', () => {
  const notes = 'Ação – 日本語 🗓 '.repeat(60).trim()
  const rendered = renderCalendar({ name: 'Personal', events: [event({ notes })], now })
  for (const line of rendered.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(rendered).not.toContain('\ufffd')
  expect(eventsIn(rendered)[0]?.getFirstPropertyValue('description')).toBe(notes)
})

test('an event that repeats carries its rule, its zone and what was taken out', () => {
  const weekly = event({
    recurrence: 'FREQ=WEEKLY;COUNT=4',
    lastEndsAt: new Date('2027-04-12T08:00:00Z'),
    excluded: [new Date('2027-04-05T07:30:00Z')],
  })
  const rendered = renderCalendar({ name: 'Work', events: [weekly, event({ ...weekly, id: 'evt_2' })], now })
  expect(rendered.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1)
  expect(rendered).toContain('DTSTART;TZID=Europe/Berlin:20270322T093000')
  expect(rendered).toContain('RRULE:FREQ=WEEKLY;COUNT=4')
  expect(rendered).toContain('EXDATE;TZID=Europe/Berlin:20270405T093000')
})

test.each([
  'FREQ=DAILY;COUNT=20',
  'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270501T000000Z',
  'FREQ=WEEKLY;INTERVAL=2',
  'FREQ=MONTHLY;BYDAY=4MO',
  'FREQ=MONTHLY;BYMONTHDAY=22,31',
  'FREQ=YEARLY;BYMONTH=3;BYDAY=4MO',
])('another program finds the same occurrences: %s', (recurrence) => {
  const series = event({ recurrence, lastEndsAt: ENDLESS })
  const range = { from: new Date('2027-01-01T00:00:00Z'), to: new Date('2027-05-01T00:00:00Z') }
  const zoned = ICAL.Component.fromString(renderCalendar({ name: 'Work', events: [series], now }))
  const [vevent] = zoned.getAllSubcomponents('vevent')
  if (!vevent) throw new Error('no event')
  const iterator = new ICAL.Event(vevent).iterator()
  const theirs: number[] = []
  for (let time = iterator.next(); time && theirs.length < 40; time = iterator.next())
    theirs.push(Number(time.toJSDate()))
  const ours = occurrencesIn(series, range).map(({ startsAt }) => startsAt.getTime())
  const bounded = recurrence.includes('COUNT') ? ours.slice(0, 20) : ours
  expect(theirs.filter((time) => time < range.to.getTime())).toEqual(bounded)
})
