import type { Task } from '@chaperone/contracts'
import { DateTime } from 'luxon'
import { formatDate, formatLength, formatSpan, toInstant } from '../answers/dates.ts'
import { calendarWords } from '../answers/describe-outcome.ts'
import { strong } from '../answers/parts.ts'
import { formatFigures, weatherSourceWords } from '../answers/weather.ts'
import { zoneWords } from '../answers/zone-words.ts'
import { nextQuarter, placeInWindow } from '../choices/place-in-window.ts'
import { rankWindows } from '../choices/rank-windows.ts'
import { weatherWindows, windowName } from '../choices/weather-windows.ts'
import { type CalendarConnection, extractCalendar } from '../language/calendar-phrase.ts'
import { cut } from '../language/cut.ts'
import { extractDuration } from '../language/duration.ts'
import { localNow } from '../language/moments.ts'
import { extractPeriod, isWeekend, nextDays } from '../language/period.ts'
import { placeIn, toPlace } from '../language/place-name.ts'
import { findPlaceOrSaved } from '../lookups/find-place.ts'
import { findTask } from '../lookups/find-task.ts'
import { clockAt, readForecast } from '../lookups/read-forecast.ts'
import { readFreeSlots } from '../lookups/read-free-slots.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

interface Parsed {
  /** "in Lisbon this week for the Apollo roof survey" */
  wish: string
  minutes: number
  connection: CalendarConnection
}

/** Above this chance of rain a time is not called dry. */
const DRY_PERCENT = 30

/** "Find two dry hours in Lisbon this week for the Apollo roof survey, and put it in my calendar." */
export const findDryTime: Intent<Parsed> = {
  matches(text) {
    const { connection, rest } = extractCalendar(text)
    const request = /^(?:find|look for|search(?: for)?|pick|choose|get)\s+(.*\bdry\b.*)$/i.exec(rest)?.[1]
    const [, wish, what] =
      /^(.+?)[,;]?\s+(?:and|then)\s+(?:then\s+)?(?:put|add|schedule|book|enter|plan|block)\b(.*)$/i.exec(
        request ?? '',
      ) ?? []
    if (!wish || !/^\s*(?:(?:it|that|this|them|the survey)\b.*)?$/i.test(what ?? '') || !/\bfor\s/i.test(wish))
      return null
    const { minutes, rest: withoutLength } = extractDuration(wish)
    return { wish: withoutLength, minutes: minutes ?? 60, connection: connection ?? 'calendar' }
  },

  run: (context, { wish, minutes, connection }) => {
    const calendar = calendarWords(connection)
    const length = formatLength(minutes)
    const steps = {
      task: reads('tasks', 'Find the open task'),
      free: reads(connection, `Find ${length} free in ${calendar}`),
      place: reads('weather', 'Find the place'),
      forecast: reads('weather', 'Get the forecast'),
      create: changes(connection, 'Create the calendar event'),
    }
    return runPlan(context, steps, async (plan) => {
      const { subject, placeWords } = splitWish(extractPeriod(wish, context).rest)
      const { data: task, source: taskSource } = await findTask(plan, 'task', subject)
      plan.tell(
        taskSource,
        'The open task is ',
        strong(task.title),
        ` in ${task.projectName}${task.due ? `, due ${formatDate(task.due)}` : ''}.`,
      )

      const now = localNow(context)
      const asked = extractPeriod(wish, context).period ?? nextDays(now, 7)
      const period = { ...asked, to: beforeDue(asked.to, task) }
      if (period.to <= now) return plan.stop('It is due before that, so there is no time left to look for.')
      const from = DateTime.max(period.from, nextQuarter(now))
      const { data: slots, source: freeSource } = await readFreeSlots(plan, 'free', {
        connection,
        from,
        to: period.to,
        minutes,
        timeZone: context.timeZone,
        hasWeekend: isWeekend(period),
      })
      if (slots.length === 0)
        return plan.stop(`I find no ${length} free in ${calendar} ${period.words}, so I put nothing there.`)

      const { data: place } = await findPlaceOrSaved(plan, 'place', placeWords)
      const clock = clockAt(plan, place)
      // For the days that were asked about: how many it is, is told to somebody else, and the due date is nobody else's.
      const { data: forecast, source } = await readForecast(plan, 'forecast', { place, period: asked })
      const windows = (['morning', 'afternoon', 'evening'] as const).flatMap((unit) =>
        weatherWindows(forecast, { unit, period, now: localNow(clock) }),
      )
      const choices = rankWindows(windows, 'driest').flatMap((window) => {
        const span = placeInWindow(window, slots, minutes)
        return span ? [{ window, span }] : []
      })
      const [best, ...others] = choices
      if (!best)
        return plan.stop(`The free times do not fit the days of the forecast, so I put nothing into ${calendar}.`)

      const next = others.find(({ span }) => !span.start.hasSame(best.span.start, 'day')) ?? others[0]
      const { start, end } = best.span
      const span = `${formatSpan(start, end)}${zoneWords(start, context.timeZone, place.name)}`
      const isDry = best.window.precipitationPercent <= DRY_PERCENT
      plan.tell(
        freeSource,
        `${connection === 'calendar' ? 'You are' : 'The team calendar is'} free on `,
        strong(span),
        '.',
      )
      plan.tell(
        source,
        `${windowName(best.window)} ${isDry ? 'stays dry' : 'is the least wet of your free times, but not dry'} in ${place.name}, with ${formatFigures(best.window)}`,
        next ? `; ${windowName(next.window)} has ${Math.round(next.window.precipitationPercent)} %.` : '.',
      )
      plan.say(weatherSourceWords(forecast.source))
      const title = `${task.projectName}: ${task.title.charAt(0).toLowerCase()}${task.title.slice(1)}`
      await plan.propose('create', {
        connection,
        tool: 'calendar_create_event',
        args: {
          title,
          startsAt: toInstant(start),
          endsAt: toInstant(end),
          timeZone: clock.timeZone,
          location: place.name,
        },
        intention: ['I put ', strong(title), ` into ${calendar} on ${span}.`],
      })
    })
  },
}

function splitWish(wish: string) {
  const place = /\b(?:in|at|near)\s+(.+?)(?=\s+for\b|$)/i.exec(wish)
  const rest = place ? cut(wish, { index: place.index, text: place[0] }) : wish
  const subject = /\bfor\s+(?:the |my |our )?(.+)$/i.exec(rest)?.[1] ?? rest
  return { subject: subject.replace(/[\s,.]+$/, ''), placeWords: place?.[1] ? toPlace(place[1]) : placeIn('') }
}

// A task due within the period has to be done by the end of that day.
function beforeDue(to: DateTime, { due }: Task): DateTime {
  if (!due) return to
  const end = DateTime.fromISO(due, { zone: to.zone }).plus({ days: 1 })
  return end < to ? end : to
}
