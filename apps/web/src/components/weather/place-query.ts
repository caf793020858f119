import { type Place, placeSchema } from '@chaperone/contracts'

/** A place in the URL, so that its forecast can be linked. */
export function placeHref({ name, country, latitude, longitude, timeZone }: Place): string {
  return `/weather?${new URLSearchParams({ name, country, latitude: `${latitude}`, longitude: `${longitude}`, timeZone })}`
}

/** The place that the URL names, or null when it names none that could exist. */
export function placeFromQuery(query: Record<string, string | string[] | undefined>): Place | null {
  const { name, country, timeZone } = query
  const parsed = placeSchema.safeParse({
    name,
    country,
    timeZone,
    latitude: Number(query.latitude ?? Number.NaN),
    longitude: Number(query.longitude ?? Number.NaN),
  })
  return parsed.success ? parsed.data : null
}
