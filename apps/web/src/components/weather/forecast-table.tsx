import type { DayPart, Forecast } from '@chaperone/contracts'
import { shortDate } from '@/components/time/dates'
import { ScrollRegion } from '@/components/ui/scroll-region'

const partNames = ['morning', 'afternoon', 'evening'] as const

/** In a narrow window a cell has no column, so it names its part itself. */
function PartCell({ name, part }: { name: (typeof partNames)[number]; part: DayPart | undefined }) {
  return (
    <td className="px-3 py-2 tabular-nums max-sm:col-span-2 max-sm:grid max-sm:grid-cols-[88px_minmax(0,1fr)] max-sm:py-1">
      <span className="capitalize text-muted-foreground sm:hidden">{name}</span>
      {part ? (
        <span>
          {Math.round(part.temperatureCelsius)}°, {part.condition}
          <span className="block text-xs text-muted-foreground">
            {part.precipitationPercent} % rain, {Math.round(part.windKilometresPerHour)} km/h
          </span>
        </span>
      ) : (
        <span className="text-faint-foreground">–</span>
      )}
    </td>
  )
}

/** The forecast in words and numbers: a row per day, its parts below each other where the window is narrow. */
export function ForecastTable({ forecast, today }: { forecast: Forecast; today: string }) {
  return (
    <ScrollRegion label="Forecast by day" className="overflow-x-auto">
      <table className="w-full text-left max-sm:block sm:min-w-160">
        <thead className="bg-muted text-xs text-muted-foreground max-sm:sr-only">
          <tr>
            {['Day', 'Min, max', 'Morning', 'Afternoon', 'Evening'].map((head) => (
              <th key={head} scope="col" className="px-3 py-1.5 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {forecast.days.map((day) => (
            <tr
              key={day.date}
              className="border-t border-border align-top max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:py-1"
            >
              <th scope="row" className="whitespace-nowrap px-3 py-2 font-medium tabular-nums max-sm:py-1">
                {shortDate(day.date, today)}
              </th>
              <td className="whitespace-nowrap px-3 py-2 tabular-nums max-sm:py-1">
                {Math.round(day.temperatureMinCelsius)}°, {Math.round(day.temperatureMaxCelsius)}°
              </td>
              {partNames.map((name) => (
                <PartCell key={name} name={name} part={day.parts.find(({ part }) => part === name)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
