import { placeSearchSchema } from '@chaperone/contracts'
import { calendarWords } from '../answers/describe-outcome.ts'
import { eventLine } from '../answers/events.ts'
import { strong } from '../answers/parts.ts'
import { type CalendarConnection, extractCalendar } from '../language/calendar-phrase.ts'
import { asksForChange } from '../language/commands.ts'
import { eventsLike, singleEvent } from '../lookups/find-event.ts'
import { placeTitle } from '../lookups/find-place.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const pattern = /\b(?:weather|rain\w*|sun\w*|warm|cold)\b.*\b(?:at|for|during|where) (?:my |the )?(.+?)(?: is)?$/i
const eventWords = /\b(?:event|meeting|appointment|entry)\b/i

interface Asked {
  words: string
  connection: CalendarConnection
}

/**
 * "What is the weather at my dentist appointment?" Where it is, only the calendar says, and that is private: asking the
 * weather server about it sends it out, so the person decides.
 */
export const weatherAtEvent: Intent<Asked> = {
  matches(text) {
    if (asksForChange(text) || !eventWords.test(text)) return null
    const { connection, rest } = extractCalendar(text)
    const words = pattern.exec(rest)?.[1]
    return words ? { words, connection: connection ?? 'calendar' } : null
  },

  run: (context, { words, connection }) =>
    runPlan(
      context,
      {
        event: reads(connection, `Find the event in ${calendarWords(connection)}`),
        place: reads('weather', 'Ask the weather server about its place'),
      },
      async (plan) => {
        const { data: coming, source } = await eventsLike(plan, 'event', { connection, words })
        // Of several, the next: nothing is changed by a wrong guess, and the answer says which it was.
        const [next] = coming.toSorted((first, second) => Date.parse(first.startsAt) - Date.parse(second.startsAt))
        const event = singleEvent(plan, next ? [next] : [], { words, source })
        if (!event.location) {
          plan.tell(
            source,
            strong(event.title),
            ' says nothing about where it is. Name a place, as in “weather in Lisbon”.',
          )
          return
        }
        plan.tell(source, ...eventLine(event, context.timeZone), '.')
        const found = await plan.attempt('place', {
          connection: 'weather',
          tool: 'weather_search_places',
          args: { query: townIn(event.location) },
          from: [source.hop],
          result: placeSearchSchema,
        })
        const place = found?.data.places[0]
        if (found && place) plan.tell(found.source, 'The weather server knows ', strong(placeTitle(place)), '.')
      },
    ),
}

/** "Lisbon" in "Rua do Carmo 12, Lisbon": an address gives away more, and no weather server knows it. */
function townIn(location: string): string {
  return location.split(',').at(-1)?.trim() || location
}
