import { currentWeatherSchema, forecastSchema, placeSearchSchema, savedPlaceListSchema } from '@chaperone/contracts'
import type { Metadata } from 'next'
import { CallLines } from '@/components/data/call-lines'
import { EmptyNotice, RefusedNotice } from '@/components/data/notices'
import { readAs } from '@/components/data/read-as'
import { PageShell } from '@/components/shell/page-shell'
import type { SearchParams } from '@/components/shell/search-params'
import { ForecastPanel } from '@/components/weather/forecast-panel'
import { PlaceList } from '@/components/weather/place-list'
import { placeFromQuery } from '@/components/weather/place-query'
import { PlaceSearch } from '@/components/weather/place-search'
import { requirePerson } from '@/session/current-person'

export const metadata: Metadata = { title: 'Weather' }

const MIN_QUERY_CHARACTERS = 2

export default async function WeatherPage({ searchParams }: { searchParams: SearchParams }) {
  const person = await requirePerson('/weather')
  const parameters = await searchParams
  const query = typeof parameters.q === 'string' ? parameters.q.trim() : ''
  const isSearch = query.length >= MIN_QUERY_CHARACTERS
  const [saved, found] = await Promise.all([
    readAs(person, { connection: 'weather', tool: 'weather_list_places' }, savedPlaceListSchema),
    isSearch
      ? readAs(
          person,
          { connection: 'weather', tool: 'weather_search_places', arguments: { query } },
          placeSearchSchema,
        )
      : null,
  ])

  const savedPlaces = saved.isRead ? saved.data.places : []
  const foundPlaces = found?.isRead ? found.data.places : []
  const place = placeFromQuery(parameters) ?? (isSearch ? foundPlaces[0] : savedPlaces[0]) ?? null
  const savedId =
    savedPlaces.find(
      ({ latitude, longitude }) => isNear(latitude, place?.latitude) && isNear(longitude, place?.longitude),
    )?.id ?? null

  const point = { latitude: place?.latitude, longitude: place?.longitude }
  const weather = place
    ? await Promise.all([
        readAs(person, { connection: 'weather', tool: 'weather_current', arguments: point }, currentWeatherSchema),
        readAs(person, { connection: 'weather', tool: 'weather_forecast', arguments: point }, forecastSchema),
      ])
    : null

  return (
    <PageShell person={person} title="Weather" actions={<PlaceSearch query={query} />}>
      <div className="mb-4 grid gap-3">
        {saved.isRead ? null : <RefusedNotice title="Your places could not be read" message={saved.message} />}
        {found && !found.isRead ? <RefusedNotice title="The search did not work" message={found.message} /> : null}
        {savedPlaces.length > 0 ? <PlaceList label="Your places" places={savedPlaces} open={place} /> : null}
        {isSearch && foundPlaces.length > 0 ? (
          <div>
            <p className="mb-1.5 text-muted-foreground">Found for “{query}”</p>
            <PlaceList label="Found places" places={foundPlaces} open={place} />
          </div>
        ) : null}
        {found?.isRead && foundPlaces.length === 0 ? <EmptyNotice>No place is called “{query}”.</EmptyNotice> : null}
        {!isSearch && saved.isRead && savedPlaces.length === 0 && !place ? (
          <EmptyNotice>You have saved no places. Search one to see its weather and to save it.</EmptyNotice>
        ) : null}
      </div>
      {place && weather ? (
        <ForecastPanel place={place} savedId={savedId} current={weather[0]} forecast={weather[1]} />
      ) : null}
      <CallLines hops={[saved, ...(found ? [found] : []), ...(weather ?? [])].map(({ hop }) => hop)} />
    </PageShell>
  )
}

/** Saved places keep four decimals, about ten metres. */
function isNear(a: number, b: number | undefined): boolean {
  return b !== undefined && Math.abs(a - b) < 0.0001
}
