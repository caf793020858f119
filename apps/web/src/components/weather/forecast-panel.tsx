import type { CurrentWeather, Forecast, Place } from '@chaperone/contracts'
import { RefusedNotice } from '@/components/data/notices'
import type { Reading } from '@/components/data/read-as'
import { today } from '@/components/time/dates'
import { Badge } from '@/components/ui/badge'
import type { ForecastPoint } from './forecast-chart.tsx'
import { ForecastTable } from './forecast-table.tsx'
import { KeepPlace } from './keep-place.tsx'
import { LazyForecastChart } from './lazy-forecast-chart.tsx'

function chartPoints(forecast: Forecast): ForecastPoint[] {
  return forecast.days.flatMap((day) => {
    const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date(day.date))
    return day.parts.map((part) => ({
      label: `${weekday} ${part.part}`,
      day: weekday,
      celsius: Math.round(part.temperatureCelsius),
      precipitationPercent: part.precipitationPercent,
      windKilometresPerHour: Math.round(part.windKilometresPerHour),
    }))
  })
}

function Now({ current }: { current: CurrentWeather }) {
  return (
    <p className="basis-full text-base tabular-nums text-muted-foreground">
      Now {Math.round(current.temperatureCelsius)} °C, {current.condition}, wind{' '}
      {Math.round(current.windKilometresPerHour)} km/h
      {current.precipitationMillimetres > 0 ? `, ${current.precipitationMillimetres} mm of rain` : ''}
    </p>
  )
}

export interface ForecastPanelProps {
  place: Place
  savedId: string | null
  current: Reading<CurrentWeather>
  forecast: Reading<Forecast>
}

/** The weather of one place: now, the days as a chart, the days as a table. */
export function ForecastPanel({ place, savedId, current, forecast }: ForecastPanelProps) {
  return (
    <section aria-labelledby="place-title" className="rounded-md border border-border bg-card">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-border px-3 py-2">
        <h2 id="place-title">
          {place.name} <span className="font-normal text-muted-foreground">{place.country}</span>
        </h2>
        {forecast.isRead ? <Badge>{forecast.data.source}</Badge> : null}
        <span className="ml-auto" />
        <KeepPlace key={`${place.latitude} ${place.longitude} ${savedId}`} place={place} savedId={savedId} />
        {current.isRead ? <Now current={current.data} /> : null}
      </header>
      {forecast.isRead ? (
        <>
          <figure className="px-2 pb-2 pt-3">
            <figcaption className="flex gap-4 px-1 pb-1 text-xs text-muted-foreground">
              <span className="flex items-center gap-1.5">
                <i className="h-0.5 w-4 bg-foreground" />
                temperature, °C
              </span>
              <span className="flex items-center gap-1.5">
                <i className="h-3 w-2.5 bg-border-strong" />
                chance of rain, %
              </span>
            </figcaption>
            <LazyForecastChart points={chartPoints(forecast.data)} />
          </figure>
          <ForecastTable forecast={forecast.data} today={today(forecast.data.timeZone)} />
        </>
      ) : (
        <div className="p-3">
          <RefusedNotice title="No forecast" message={forecast.message} />
        </div>
      )}
    </section>
  )
}
