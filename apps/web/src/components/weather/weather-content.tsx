import {
  currentWeatherSchema,
  forecastSchema,
  type Place,
  placeSearchSchema,
  savedPlaceListSchema,
} from '@chaperone/contracts'
import { CallLines } from '@/components/data/call-lines'
import { EmptyNotice, RefusedNotice } from '@/components/data/notices'
import { readAs } from '@/components/data/read-as'
import type { SignedInPerson } from '@/session/current-person'
import { ForecastPanel } from './forecast-panel.tsx'
import { PlaceList } from './place-list.tsx'

export interface WeatherContentProps {
  person: SignedInPerson
  /** What to search, or empty. */
  query: string
  /** The place that the URL names, if it names one. */
  asked: Place | null
}

/** Saved place's coordinates keep four decimals, about ten metres. */
const SAME_PLACE_DEGREES = 0.0001

function isSamePlace(a: Place, b: Place | null): boolean {
  return (
    b !== null &&
    Math.abs(a.latitude - b.latitude) < SAME_PLACE_DEGREES &&
    Math.abs(a.longitude - b.longitude) < SAME_PLACE_DEGREES
  )
}

async function readWeather(person: SignedInPerson, { latitude, longitude }: Place) {
  const at = { connection: 'weather', arguments: { latitude, longitude } }
  return Promise.all([
    readAs(person, { ...at, tool: 'weather_current' }, currentWeatherSchema),
    readAs(person, { ...at, tool: 'weather_forecast' }, forecastSchema),
  ])
}

/** The person's places, what a search found, and the weather of one place, read through the host. */
export async function WeatherContent({ person, query, asked }: WeatherContentProps) {
  const search = { connection: 'weather', tool: 'weather_search_places', arguments: { query } }
  const [saved, found] = await Promise.all([
    readAs(person, { connection: 'weather', tool: 'weather_list_places' }, savedPlaceListSchema),
    query ? readAs(person, search, placeSearchSchema) : null,
  ])
  const savedPlaces = saved.isRead ? saved.data.places : []
  const foundPlaces = found?.isRead ? found.data.places : []
  const place = asked ?? (query ? foundPlaces[0] : savedPlaces[0]) ?? null
  const weather = place ? await readWeather(person, place) : null
  const savedId = savedPlaces.find((candidate) => isSamePlace(candidate, place))?.id ?? null

  return (
    <>
      <div className="mb-4 grid gap-3">
        {saved.isRead ? null : <RefusedNotice title="Your places could not be read" message={saved.message} />}
        {found && !found.isRead ? <RefusedNotice title="The search did not work" message={found.message} /> : null}
        {savedPlaces.length > 0 ? <PlaceList label="Your places" places={savedPlaces} open={place} /> : null}
        {foundPlaces.length > 0 ? (
          <div>
            <p className="mb-1.5 text-muted-foreground">Found for “{query}”</p>
            <PlaceList label="Found places" places={foundPlaces} open={place} />
          </div>
        ) : null}
        {found?.isRead && foundPlaces.length === 0 ? <EmptyNotice>No place is called “{query}”.</EmptyNotice> : null}
        {saved.isRead && savedPlaces.length === 0 && !place && !query ? (
          <EmptyNotice>You have saved no places. Search one to see its weather and to save it.</EmptyNotice>
        ) : null}
      </div>
      {place && weather ? (
        <ForecastPanel place={place} savedId={savedId} current={weather[0]} forecast={weather[1]} />
      ) : null}
      <CallLines hops={[saved, ...(found ? [found] : []), ...(weather ?? [])].map(({ hop }) => hop)} />
    </>
  )
}
