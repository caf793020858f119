import { strong } from '../answers/parts.ts'
import { dayLine, formatTemperatures, partWords, weatherSourceWords, wettestPart } from '../answers/weather.ts'
import { asksForChange } from '../language/commands.ts'
import { localNow, mentionsTime } from '../language/moments.ts'
import { dayPartsOf, extractPeriod, nextDays, wholeDay } from '../language/period.ts'
import { placeIn } from '../language/place-name.ts'
import { findPlaceOrSaved, placeTitle } from '../lookups/find-place.ts'
import { clockAt, readForecast } from '../lookups/read-forecast.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const about =
  /\b(?:weather|forecast|temperatures?|rain\w*|umbrella|jacket|coat|jumper|sunny|sunshine|(?<!\bon )sun|snow\w*|wind\w*|storm\w*|cold|warm|hot|dry|wet|degrees)\b/i
const ahead = /\b(?:forecast|will|going to|gonna|umbrella|jacket|coat|jumper)\b/i

/** Whether a question speaks of the weather, also beside a day: "on Sun" is one. */
export function speaksOfWeather(text: string): boolean {
  return about.test(text)
}

/** "Will it rain in Porto on Friday?", "weather in Lisbon this week". */
export const weatherForecast: Intent<{ text: string; isAboutRain: boolean }> = {
  matches(text) {
    if (asksForChange(text) || !speaksOfWeather(text)) return null
    if (!ahead.test(text) && !mentionsTime(text)) return null
    return { text, isAboutRain: /\b(?:rain\w*|umbrella|dry|wet)\b/i.test(text) }
  },

  run: (context, { text, isAboutRain }) =>
    runPlan(
      context,
      { place: reads('weather', 'Find the place'), forecast: reads('weather', 'Get the forecast') },
      async (plan) => {
        const wanted = placeIn(extractPeriod(text, context).rest)
        const place = await findPlaceOrSaved(plan, 'place', wanted)
        const clock = clockAt(plan, place.data)
        const now = localNow(clock)
        const isWholeForecast = /\bforecast\b/i.test(text)
        const period = extractPeriod(text, clock).period ?? (isWholeForecast ? nextDays(now, 7) : wholeDay(now, now))
        const { data: forecast, source } = await readForecast(plan, 'forecast', { place: place.data, period })

        const where = placeTitle(place.data)
        const asked = dayPartsOf(period)
        const parts = forecast.days.flatMap((day) =>
          day.parts.filter(({ part }) => asked.length === 0 || asked.includes(part)),
        )
        if (asked.length === 0)
          plan.say('The forecast has no figures for the hours before 06:00, so these are of the whole day.')
        const wettest = wettestPart(parts)
        if (isAboutRain && wettest) {
          const percent = Math.round(wettest.precipitationPercent)
          const when = forecast.days.length === 1 ? `in the ${wettest.part}` : 'in the wettest part of these days'
          plan.tell(
            source,
            strong(rainVerdict(percent)),
            ` In ${where}, ${period.words}, the chance of rain is highest ${when}: ${percent} %.`,
          )
        }
        const [day, other] = forecast.days
        if (day && !other) {
          const range = formatTemperatures(day.temperatureMinCelsius, day.temperatureMaxCelsius)
          plan.tell(
            source,
            `The weather in ${where}, ${period.words}: `,
            strong(day.condition),
            `, ${range}; ${partWords(parts)}.`,
          )
        } else {
          plan.say(`The weather in ${where}, ${period.words}:`)
          plan.list(forecast.days.map(dayLine), source)
        }
        plan.say(weatherSourceWords(forecast.source))
      },
    ),
}

function rainVerdict(percent: number): string {
  if (percent >= 60) return 'Yes, rain is likely.'
  return percent >= 30 ? 'Perhaps.' : 'Probably not.'
}
