import { DateTime } from 'luxon'
import { formatLength, formatSpan, toInstant } from '../answers/dates.ts'
import { calendarWords } from '../answers/describe-outcome.ts'
import { strong } from '../answers/parts.ts'
import { formatFigures, weatherSourceWords } from '../answers/weather.ts'
import { zoneWords } from '../answers/zone-words.ts'
import { nextQuarter, placeInWindow } from '../choices/place-in-window.ts'
import { rankWindows, wishIn } from '../choices/rank-windows.ts'
import { withTimeLeft } from '../choices/time-left.ts'
import { type WindowUnit, weatherWindows, windowHours, windowName, windowTitle } from '../choices/weather-windows.ts'
import { withoutWindow } from '../choices/window-words.ts'
import { type CalendarConnection, extractCalendar } from '../language/calendar-phrase.ts'
import { extractDuration } from '../language/duration.ts'
import { dayPartOf, localNow } from '../language/moments.ts'
import { extractPeriod, nextDays } from '../language/period.ts'
import { placeIn } from '../language/place-name.ts'
import { titleFrom } from '../language/title.ts'
import { findPlaceOrSaved } from '../lookups/find-place.ts'
import { clockAt, readForecast } from '../lookups/read-forecast.ts'
import { readFreeSlots } from '../lookups/read-free-slots.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

interface Parsed {
  /** Where and when to look: "this week in Lisbon". */
  search: string
  title: string
  wish: string
  unit: WindowUnit
  minutes: number
  connection: CalendarConnection
}

const put = '(?:put|add|schedule|book|enter|plan|block|insert|place|set up|arrange|organi[sz]e|create|make|have)'
const findThenPut = new RegExp(`^(.+?)(?:[,;]?\\s+(?:and|then)|[,;.?!])\\s+(?:and\\s+|then\\s+)*${put}\\s+(.+)$`, 'i')
const putOnBest = new RegExp(`^${put}\\s+(.+?)\\s+((?:on|for|at|during|in|into|to)\\s+the\\s+.+)$`, 'i')

/** "Find the driest afternoon this week in Lisbon and put a run into my calendar." */
export const planByWeather: Intent<Parsed> = {
  matches(text) {
    const wish = wishIn(text)
    if (!wish) return null
    const { connection, rest: withoutCalendar } = extractCalendar(text)
    const { minutes, rest } = extractDuration(withoutCalendar)
    const [, search, activity] = findThenPut.exec(rest) ?? []
    const [, activityFirst, searchLast] = putOnBest.exec(rest) ?? []
    const head = activity ? search : searchLast
    const title = titleFrom(activity ?? activityFirst ?? '')
    if (!head || title === '' || !wishIn(head)) return null
    const unit = dayPartOf(head) ?? 'day'
    return {
      search: withoutWindow(head),
      title,
      wish,
      unit,
      minutes: minutes ?? 60,
      connection: connection ?? 'calendar',
    }
  },

  run: (context, { search, title, wish, unit, minutes, connection }) => {
    const calendar = calendarWords(connection)
    const steps = {
      place: reads('weather', 'Find the place'),
      forecast: reads('weather', `Look for the ${wish} ${unit} in the forecast`),
      free: reads(connection, `Find free time in ${calendar}`),
      create: changes(connection, `Put “${title}” into ${calendar}`),
    }
    return runPlan(context, steps, async (plan) => {
      const wanted = placeIn(extractPeriod(search, context).rest)
      const { data: place } = await findPlaceOrSaved(plan, 'place', wanted)
      const clock = clockAt(plan, place)
      const now = localNow(clock)
      const asked = extractPeriod(search, clock).period ?? nextDays(now, 7)
      const { period, note } = withTimeLeft(asked, now, { unit, minutes })
      if (note) plan.say(note)
      const { data: forecast, source } = await readForecast(plan, 'forecast', { place, period })
      const windows = rankWindows(weatherWindows(forecast, { unit, period, now }), wish)
      const [best] = windows
      if (!best) return plan.stop(`No ${unit} is left ${period.words}, so I put nothing into ${calendar}.`)

      const { timeZone } = clock
      const inOrder = windows.toSorted((first, second) => first.start.toMillis() - second.start.toMillis())
      const earliest = inOrder[0]?.start ?? best.start
      const latest = inOrder.at(-1)?.end ?? best.end
      const { data: slots, source: freeSource } = await readFreeSlots(plan, 'free', {
        connection,
        from: nextQuarter(DateTime.max(now, earliest)),
        to: latest,
        minutes,
        timeZone,
        hours: windowHours[unit],
        hasWeekend: windows.some(({ start }) => start.isWeekend),
      })

      const choices = windows.map((window) => ({ window, span: placeInWindow(window, slots, minutes) }))
      const choice = choices.find(({ span }) => span !== null)
      plan.tell(
        source,
        `The ${wish} ${unit} in ${place.name} ${period.words} is `,
        strong(windowTitle(best)),
        `, with ${formatFigures(best)}.`,
      )
      plan.say(weatherSourceWords(forecast.source))
      if (!choice?.span)
        return plan.stop(
          `No ${unit} ${period.words} has ${formatLength(minutes)} free in ${calendar}, so I put nothing there.`,
        )
      if (choice.window !== best) {
        plan.tell(
          freeSource,
          `It is taken in ${calendar}; the next best that is free is ${windowName(choice.window)}, with ${formatFigures(choice.window)}.`,
        )
      }
      const { start, end } = choice.span
      const span = `${formatSpan(start, end)}${zoneWords(start, context.timeZone, place.name)}`
      plan.tell(freeSource, `${connection === 'calendar' ? 'You are' : 'The team calendar is'} free on ${span}.`)
      await plan.propose('create', {
        connection,
        tool: 'calendar_create_event',
        args: {
          title,
          startsAt: toInstant(start),
          endsAt: toInstant(end),
          timeZone,
          location: place.name,
        },
        intention: ['I put ', strong(title), ` into ${calendar} on ${span}.`],
      })
    })
  },
}
