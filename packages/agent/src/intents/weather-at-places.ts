import { currentWeatherSchema, savedPlaceListSchema } from '@chaperone/contracts'
import { type Phrase, strong } from '../answers/parts.ts'
import { dayLine, weatherSourceWords } from '../answers/weather.ts'
import { asksForChange } from '../language/commands.ts'
import { mentionsTime } from '../language/moments.ts'
import { extractPeriod } from '../language/period.ts'
import { placeTitle } from '../lookups/find-place.ts'
import { clockAt, readForecast } from '../lookups/read-forecast.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

/** More would make an answer that nobody reads. */
const MOST_PLACES = 6

/** "What's the weather at my places?", "show my saved places". */
export const weatherAtPlaces: Intent<{ text: string; isAboutWeather: boolean }> = {
  matches(text) {
    if (
      asksForChange(text) ||
      !/\b(?:my|saved|our)\s+(?:saved |favou?rite )?(?:places|locations|cities|towns)\b/i.test(text)
    )
      return null
    return {
      text,
      isAboutWeather: /\b(?:weather|forecast|rain|temperature|sunny|cold|warm|how)/i.test(text) || mentionsTime(text),
    }
  },

  run: (context, { text, isAboutWeather }) =>
    runPlan<'places' | 'weather'>(
      context,
      {
        places: reads('weather', 'Look up your saved places'),
        ...(isAboutWeather && { weather: reads('weather', 'Get the weather of each') }),
      },
      async (plan) => {
        const saved = await plan.read('places', {
          connection: 'weather',
          tool: 'weather_list_places',
          args: {},
          result: savedPlaceListSchema,
        })
        const places = saved.data.places.slice(0, MOST_PLACES)
        if (places.length === 0)
          return plan.stop('You have no saved places yet. Say “save Porto to my places” to keep one.')
        if (!isAboutWeather) {
          plan.say('Your saved places:')
          plan.list(
            saved.data.places.map((place): Phrase[] => [strong(placeTitle(place))]),
            saved.source,
          )
          return
        }
        plan.say('The weather at your places:')
        for (const place of places) {
          const period = extractPeriod(text, clockAt(plan, place)).period
          if (period) {
            const { data, source } = await readForecast(plan, 'weather', { place, period })
            plan.list(
              data.days.map((day) => [`${placeTitle(place)}, `, ...dayLine(day)]),
              source,
            )
            if (place === places.at(-1)) plan.say(weatherSourceWords(data.source))
            continue
          }
          const { latitude, longitude } = place
          const now = await plan.read('weather', {
            connection: 'weather',
            tool: 'weather_current',
            args: { latitude, longitude },
            result: currentWeatherSchema,
          })
          plan.list(
            [
              [
                `${placeTitle(place)}: `,
                strong(`${now.data.condition}, ${Math.round(now.data.temperatureCelsius)} °C`),
              ],
            ],
            now.source,
          )
          if (place === places.at(-1)) plan.say(weatherSourceWords(now.data.source))
        }
      },
    ),
}
