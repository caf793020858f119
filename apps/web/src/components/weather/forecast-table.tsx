import type { DayPart, Forecast } from '@chaperone/contracts'
import { shortDate } from '@/components/time/dates'
import { ScrollRegion } from '@/components/ui/scroll-region'

function PartCell({ part }: { part: DayPart | undefined }) {
  if (!part) return <td className="px-3 py-2 text-faint-foreground">–</td>
  return (
    <td className="px-3 py-2 tabular-nums">
      {Math.round(part.temperatureCelsius)}°, {part.condition}
      <span className="block text-xs text-muted-foreground">
        {part.precipitationPercent} % rain, {Math.round(part.windKilometresPerHour)} km/h
      </span>
    </td>
  )
}

/** The forecast in words and numbers, a row per day. */
export function ForecastTable({ forecast, today }: { forecast: Forecast; today: string }) {
  return (
    <ScrollRegion label="Forecast by day" className="overflow-x-auto">
      <table className="w-full min-w-160 text-left">
        <thead className="bg-muted text-xs text-muted-foreground">
          <tr>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Day
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Min, max
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Morning
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Afternoon
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Evening
            </th>
          </tr>
        </thead>
        <tbody>
          {forecast.days.map((day) => (
            <tr key={day.date} className="border-t border-border align-top">
              <th scope="row" className="whitespace-nowrap px-3 py-2 font-medium tabular-nums">
                {shortDate(day.date, today)}
              </th>
              <td className="whitespace-nowrap px-3 py-2 tabular-nums">
                {Math.round(day.temperatureMinCelsius)}°, {Math.round(day.temperatureMaxCelsius)}°
              </td>
              {(['morning', 'afternoon', 'evening'] as const).map((name) => (
                <PartCell key={name} part={day.parts.find(({ part }) => part === name)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
