import ICAL from 'ical.js'
import { DateTime } from 'luxon'
import { tzlib_get_ical_block } from 'timezones-ical-library'
import type { Series } from '../recurrence/series.ts'

// The library does not count the space that a folded line begins with.
ICAL.foldLength = 74

export interface RenderedEvent extends Series {
  id: string
  version: number
  title: string
  location: string | null
  notes: string | null
}

interface Calendar {
  name: string
  events: readonly RenderedEvent[]
  /** When the text is made. */
  now: Date
}

/**
 * A calendar as iCalendar text, which calendar programs import. Whatever a title or a note holds, it stays the value of
 * its property: no text of a person becomes a property or an event of its own.
 *
 * @see RFC 5545 §3.1 (lines), §3.3.11 (escaping), §3.6.1 (events), RFC 7986 §5.1 (name)
 */
export function renderCalendar({ name, events, now }: Calendar): string {
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//Chaperone//Calendar//EN')
  addText(calendar, 'name', name)
  const zones = new Set(events.filter(({ recurrence }) => recurrence).map(({ timeZone }) => timeZone))
  for (const zone of zones) addTimeZone(calendar, zone)
  for (const event of events) calendar.addSubcomponent(renderEvent(event, now))
  return `${calendar.toString()}\r\n`
}

function renderEvent(event: RenderedEvent, now: Date): ICAL.Component {
  const component = new ICAL.Component('vevent')
  component.addPropertyWithValue('uid', `${event.id}@chaperone`)
  component.addPropertyWithValue('dtstamp', utcTime(now))
  component.addPropertyWithValue('sequence', event.version - 1)
  addTime(component, 'dtstart', event, event.startsAt)
  addTime(component, 'dtend', event, event.endsAt)
  if (event.recurrence) component.addPropertyWithValue('rrule', ICAL.Recur.fromString(event.recurrence))
  for (const start of event.excluded) addTime(component, 'exdate', event, start)
  addText(component, 'summary', event.title)
  if (event.location) addText(component, 'location', event.location)
  if (event.notes) addText(component, 'description', event.notes)
  return component
}

/** Of an event that repeats: by its own wall clock, which the rule follows. Of any other: in UTC. */
function addTime(component: ICAL.Component, name: string, { recurrence, timeZone }: Series, instant: Date): void {
  if (!recurrence) {
    component.addPropertyWithValue(name, utcTime(instant))
    return
  }
  const { year, month, day, hour, minute, second } = DateTime.fromJSDate(instant, { zone: timeZone })
  const time = ICAL.Time.fromData({ year, month, day, hour, minute, second, isDate: false })
  component.addPropertyWithValue(name, time).setParameter('tzid', timeZone)
}

function utcTime(instant: Date): ICAL.Time {
  return ICAL.Time.fromJSDate(instant, true)
}

/** The library escapes a value by its type, and leaves properties that it does not know as they are: the type is named. */
function addText(component: ICAL.Component, name: string, text: string): void {
  component.addProperty(new ICAL.Property([name, {}, 'text', printable(text)]))
}

/** Without control characters but tab and line feed, which the library escapes: some programs end a line at any other break. */
function printable(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')
}

function addTimeZone(calendar: ICAL.Component, zone: string): void {
  const block = tzlib_get_ical_block(zone)
  // A zone that the library lacks stays named: programs that know it need no definition.
  const [definition] = Array.isArray(block) ? block : []
  if (definition) calendar.addSubcomponent(ICAL.Component.fromString(definition))
}
