import { currentWeatherSchema } from '@chaperone/contracts'
import { formatTime, localTime } from '../answers/dates.ts'
import { strong } from '../answers/parts.ts'
import { weatherSourceWords } from '../answers/weather.ts'
import { asksForChange } from '../language/commands.ts'
import { placeIn } from '../language/place-name.ts'
import { findPlaceOrSaved, placeTitle } from '../lookups/find-place.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const about = /\b(?:weather|temperatures?|raining|rainy|sunny|sun|snowing|wind|windy|stormy|cold|warm|hot|degrees)\b/i

/** "What's the weather in Lisbon?", "is it raining in Porto right now". */
export const weatherNow: Intent<{ text: string }> = {
  matches: (text) => (!asksForChange(text) && about.test(text) ? { text } : null),

  run: (context, { text }) =>
    runPlan(
      context,
      { place: reads('weather', 'Find the place'), now: reads('weather', 'Get the weather now') },
      async (plan) => {
        const { data: place } = await findPlaceOrSaved(plan, 'place', placeIn(text))
        const { latitude, longitude } = place
        const { data: weather, source } = await plan.read('now', {
          connection: 'weather',
          tool: 'weather_current',
          args: { latitude, longitude },
          result: currentWeatherSchema,
        })
        const wind = `${Math.round(weather.windKilometresPerHour)} km/h of wind`
        const time = formatTime(localTime(weather.observedAt, place.timeZone))
        plan.tell(
          source,
          `In ${placeTitle(place)}, it is `,
          strong(`${weather.condition}, ${Math.round(weather.temperatureCelsius)} °C`),
          `, with ${wind} (${time} local time).`,
        )
        plan.say(weatherSourceWords(weather.source))
      },
    ),
}
