import { type Forecast, forecastSchema, type Place } from '@chaperone/contracts'
import { toDate } from '../answers/dates.ts'
import { type Clock, localNow } from '../language/moments.ts'
import type { Period } from '../language/period.ts'
import type { Fact, PlanRun } from '../plan-runner.ts'

/** How far the weather server looks ahead, today included. */
export const FORECAST_DAYS = 7

/** "Now" at a place: questions about its weather mean its days. */
export function clockAt({ context }: { context: Clock }, { timeZone }: Place): Clock {
  return { now: context.now, timeZone }
}

/** The forecast of the days of a period. Says so and ends the plan when the period lies outside what can be forecast. */
export async function readForecast<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  { place, period }: { place: Place; period: Period },
): Promise<Fact<Forecast>> {
  const today = localNow(clockAt(plan, place)).startOf('day')
  const lastDay = period.to.minus({ milliseconds: 1 }).setZone(place.timeZone).startOf('day')
  const firstDay = period.from.setZone(place.timeZone).startOf('day')
  if (lastDay < today) plan.stop('I can look at the weather now and ahead, not at days that are over.')
  if (firstDay > today.plus({ days: FORECAST_DAYS - 1 })) {
    plan.stop(
      `The forecast reaches ${FORECAST_DAYS} days ahead, today included; ${period.words.replace(/^on /, '')} is beyond that.`,
    )
  }
  const days = Math.min(FORECAST_DAYS, Math.round(lastDay.diff(today, 'days').days) + 1)
  const { latitude, longitude } = place
  const forecast = await plan.read(step, {
    connection: 'weather',
    tool: 'weather_forecast',
    args: { latitude, longitude, days },
    result: forecastSchema,
  })
  const inPeriod = forecast.data.days.filter(({ date }) => date >= toDate(firstDay) && date <= toDate(lastDay))
  if (inPeriod.length === 0) plan.stop(`The weather server has no forecast for ${period.words.replace(/^on /, '')}.`)
  return { data: { ...forecast.data, days: inPeriod }, source: forecast.source }
}
