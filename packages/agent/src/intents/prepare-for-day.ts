import { eventListSchema, taskListSchema } from '@chaperone/contracts'
import { toDate, toInstant } from '../answers/dates.ts'
import { eventLines } from '../answers/events.ts'
import { count, joinWords, strong } from '../answers/parts.ts'
import { dayLine, partWords, weatherSourceWords, wettestPart } from '../answers/weather.ts'
import { eventsInRain, UMBRELLA_PERCENT } from '../choices/events-in-rain.ts'
import { localNow } from '../language/moments.ts'
import { extractPeriod, wholeDay } from '../language/period.ts'
import { toPlace } from '../language/place-name.ts'
import { attemptForecast } from '../lookups/attempt-forecast.ts'
import { taskLine } from '../lookups/find-task.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const asks = [
  /\b(?:prepare|get ready)\b.*\bfor\b/i,
  /^(?:prepare|brief|ready) me\b/i,
  /^(?:what|how)\b.*\b(?:do i need|should i know)\b.*\b(?:for|about)\b/i,
  /^(?:how|what) (?:does|will|is) (?:my )?(?:day|tomorrow|today)\b.*\b(?:look|be)\b/i,
  /^(?:give me )?(?:an? |my )?(?:briefing|overview)\b.*\b(?:for|of|about)\b/i,
]

/** "What should I prepare for tomorrow?": events, tasks and the weather of one day. */
export const prepareForDay: Intent<{ text: string }> = {
  matches: (text) => (asks.some((pattern) => pattern.test(text)) ? { text } : null),

  run: (context, { text }) => {
    const steps = {
      events: reads('calendar', 'Look at your calendar'),
      tasks: reads('tasks', 'Look for tasks that are due'),
      weather: reads('weather', 'Get the weather'),
    }
    return runPlan(context, steps, async (plan) => {
      const now = localNow(context)
      const { period, rest } = extractPeriod(text, context)
      const day = period ?? wholeDay(now.plus({ days: 1 }), now)

      const events = await plan.attempt('events', {
        connection: 'calendar',
        tool: 'calendar_list_events',
        args: { from: toInstant(day.from), to: toInstant(day.to) },
        result: eventListSchema,
      })
      if (events?.data.events.length === 0) plan.tell(events.source, `Your calendar is empty ${day.words}.`)
      if (events && events.data.events.length > 0) {
        plan.say('You have ', strong(count(events.data.events.length, 'event')), ` ${day.words}:`)
        plan.list(eventLines(events.data.events, { period: day, timeZone: context.timeZone }), events.source)
      }

      const tasks = await plan.attempt('tasks', {
        connection: 'tasks',
        tool: 'tasks_list',
        args: { status: 'open', dueBefore: toDate(day.to) },
        result: taskListSchema,
      })
      const due = tasks?.data.tasks.filter((task) => task.due !== null && task.due < toDate(day.to)) ?? []
      if (tasks && due.length === 0) plan.tell(tasks.source, 'No open task is due by then.')
      if (tasks && due.length > 0) {
        plan.say('Due by then: ', strong(count(due.length, 'open task')), '.')
        plan.list(due.map(taskLine), tasks.source)
      }

      // The place is named by the person or saved at the weather server: an event's location stays in the calendar.
      const named = toPlace(/\b(?:in|at)\s+(\p{L}[\p{L}\p{M}' ,-]*)$/iu.exec(rest)?.[1] ?? '')
      const weather = await attemptForecast(plan, 'weather', { named, period: day })
      if (!weather) return
      const parts = weather.days.flatMap(({ parts }) => parts)
      const [first, second] = weather.days
      if (first && !second) {
        plan.tell(
          weather.source,
          `The weather in ${weather.placeName}: `,
          strong(first.condition),
          `; ${partWords(parts)}.`,
        )
      } else {
        plan.say(`The weather in ${weather.placeName}:`)
        plan.list(weather.days.map(dayLine), weather.source)
      }
      const wettest = wettestPart(parts)
      if (wettest && wettest.precipitationPercent >= UMBRELLA_PERCENT) {
        const wet = eventsInRain(events?.data.events ?? [], weather).map(({ title }) => `“${title}”`)
        const what =
          wet.length > 0 ? ` for ${joinWords(wet)}: rain is likely then.` : `: rain is likely in the ${wettest.part}.`
        plan.tell(weather.source, strong('Take an umbrella'), what)
      }
      plan.say(weatherSourceWords(weather.weatherSource))
    })
  },
}
