import type { CalendarEvent } from '@chaperone/contracts'
import { DateTime } from 'luxon'
import { timeOfDay } from '@/components/time/dates'
import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import { datesOfEvent, type Week } from './week.ts'

function EventRow({ event, timeZone, isNamed }: { event: CalendarEvent; timeZone: string; isNamed: boolean }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-1 sm:flex-nowrap">
      <span className="w-24 flex-none font-mono tabular-nums text-muted-foreground">
        {timeOfDay(event.startsAt, timeZone)}–{timeOfDay(event.endsAt, timeZone)}
      </span>
      <span className="min-w-0 flex-1">
        <bdi className="break-words font-medium">{event.title}</bdi>
        {event.location ? (
          <span className="text-muted-foreground">
            , <bdi>{event.location}</bdi>
          </span>
        ) : null}
        {event.notes ? <span className="block truncate text-xs text-muted-foreground">{event.notes}</span> : null}
      </span>
      {event.recurrence || isNamed ? (
        // Where it is narrow, below the title and in line with it.
        <span className="flex w-full flex-none gap-2 pl-27 sm:w-auto sm:pl-0">
          {event.recurrence ? <Badge>repeats</Badge> : null}
          {isNamed ? <Badge>{event.calendarName}</Badge> : null}
        </span>
      ) : null}
    </li>
  )
}

export interface AgendaProps {
  week: Week
  /** In order of their start. */
  events: readonly CalendarEvent[]
  timeZone: string
  today: string
}

/** A week as a list: one row per day, its events in order. */
export function Agenda({ week, events, timeZone, today }: AgendaProps) {
  const isNamed = new Set(events.map((event) => event.calendarName)).size > 1
  return (
    <ol className="rounded-md border border-border bg-card">
      {week.dates.map((date) => {
        const day = DateTime.fromISO(date, { zone: 'utc' })
        const isToday = date === today
        const ofDay = events.filter((event) => datesOfEvent(event, week, timeZone).includes(date))
        return (
          <li
            key={date}
            aria-current={isToday ? 'date' : undefined}
            className={classNames(
              'grid gap-x-4 border-t border-border px-3 py-2 first:rounded-t-md first:border-t-0 last:rounded-b-md sm:grid-cols-[112px_minmax(0,1fr)]',
              isToday && 'bg-selected',
            )}
          >
            <h2 className="py-1 text-sm tabular-nums">
              {day.toFormat('ccc d LLL')}
              {isToday ? <span className="font-normal text-muted-foreground"> today</span> : null}
            </h2>
            {ofDay.length === 0 ? (
              <p className="hidden py-1 text-faint-foreground sm:block">Nothing planned</p>
            ) : (
              <ul>
                {ofDay.map((event) => (
                  <EventRow key={event.id + event.startsAt} event={event} timeZone={timeZone} isNamed={isNamed} />
                ))}
              </ul>
            )}
          </li>
        )
      })}
    </ol>
  )
}
