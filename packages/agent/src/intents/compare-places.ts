import { dayLine, weatherSourceWords } from '../answers/weather.ts'
import { asksForChange } from '../language/commands.ts'
import { localNow } from '../language/moments.ts'
import { extractPeriod, wholeDay } from '../language/period.ts'
import { type PlaceName, toPlace } from '../language/place-name.ts'
import { findPlace, placeTitle } from '../lookups/find-place.ts'
import { clockAt, readForecast } from '../lookups/read-forecast.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const forms = [
  /^compare (?:the )?(?:weather (?:in|of|at) )?(.+?) (?:and|with|to) (.+)$/i,
  /\b(?:colder|cooler|warmer|hotter|wetter|drier|sunnier|rainier|windier|nicer|better weather)\b,? (?:in )?(.+?) (?:or|than)(?: in)? (.+)$/i,
]

/** "Compare Lisbon and Porto on Friday", "is it colder in Oslo or Madrid tomorrow?" */
export const comparePlaces: Intent<{ text: string }> = {
  matches: (text) => (!asksForChange(text) && forms.some((form) => form.test(text)) ? { text } : null),

  run: (context, { text }) => {
    const places = placesIn(extractPeriod(text, context).rest)
    const names = places.map(({ name }) => name)
    return runPlan(
      context,
      { place: reads('weather', 'Find both places'), forecast: reads('weather', 'Get both forecasts') },
      async (plan) => {
        if (names.length !== 2) return plan.stop('Name two places, as in “compare Lisbon and Porto on Friday”.')
        for (const wanted of places) {
          const { data: place } = await findPlace(plan, 'place', wanted)
          const clock = clockAt(plan, place)
          const period = extractPeriod(text, clock).period ?? wholeDay(localNow(clock), localNow(clock))
          const { data, source } = await readForecast(plan, 'forecast', { place, period })
          plan.list(
            data.days.map((day) => [`${placeTitle(place)}, `, ...dayLine(day)]),
            source,
          )
          if (wanted === places.at(-1)) plan.say(weatherSourceWords(data.source))
        }
      },
    )
  },
}

function placesIn(text: string): PlaceName[] {
  const [, first = '', second = ''] = forms.map((form) => form.exec(text)).find((found) => found !== null) ?? []
  return [first, second].flatMap((words) => toPlace(words) ?? [])
}
