import { strong } from '../answers/parts.ts'
import { formatFigures, weatherSourceWords } from '../answers/weather.ts'
import { rankWindows, wishIn } from '../choices/rank-windows.ts'
import { withTimeLeft } from '../choices/time-left.ts'
import { type WindowUnit, weatherWindows, windowName, windowTitle } from '../choices/weather-windows.ts'
import { withoutWindow } from '../choices/window-words.ts'
import { asksForChange } from '../language/commands.ts'
import { dayPartOf, localNow } from '../language/moments.ts'
import { extractPeriod, nextDays } from '../language/period.ts'
import { placeIn } from '../language/place-name.ts'
import { findPlaceOrSaved, placeTitle } from '../lookups/find-place.ts'
import { clockAt, readForecast } from '../lookups/read-forecast.ts'
import { runPlan } from '../plan-runner.ts'
import { reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

/** "Driest afternoon this week in Lisbon", "which day is the warmest in Porto". */
export const bestWeather: Intent<{ text: string; wish: string; unit: WindowUnit }> = {
  matches(text) {
    const wish = wishIn(text)
    if (!wish || asksForChange(text) || !/\b(?:morning|afternoon|evening|day|time|weather)\b/i.test(text)) return null
    return { text: withoutWindow(text), wish, unit: dayPartOf(text) ?? 'day' }
  },

  run: (context, { text, wish, unit }) =>
    runPlan(
      context,
      {
        place: reads('weather', 'Find the place'),
        forecast: reads('weather', `Find the ${wish} ${unit} in the forecast`),
      },
      async (plan) => {
        const { data: place } = await findPlaceOrSaved(plan, 'place', placeIn(extractPeriod(text, context).rest))
        const clock = clockAt(plan, place)
        const now = localNow(clock)
        const asked = extractPeriod(text, clock).period ?? nextDays(now, 7)
        const { period, note } = withTimeLeft(asked, now, { unit, minutes: 0 })
        if (note) plan.say(note)
        const { data: forecast, source } = await readForecast(plan, 'forecast', { place, period })
        const [best, second] = rankWindows(weatherWindows(forecast, { unit, period, now }), wish)
        if (!best) return plan.stop(`No ${unit} is left ${period.words}.`)
        plan.tell(
          source,
          `The ${wish} ${unit} in ${placeTitle(place)} ${period.words}${period.words.includes(',') ? ',' : ''} is `,
          strong(windowTitle(best)),
          `: ${formatFigures(best)}.`,
        )
        if (second) plan.tell(source, `Next comes ${windowName(second)}, with ${formatFigures(second)}.`)
        plan.say(weatherSourceWords(forecast.source))
      },
    ),
}
