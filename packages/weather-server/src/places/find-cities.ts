import type { Place } from '@chaperone/contracts'
import { type City, cities } from './cities.ts'
import { foldText } from './fold-text.ts'

const MAX_RESULTS = 10

const searchable = cities.map((city) => ({
  city,
  names: [city.name, ...city.otherNames].flatMap((name) => [foldText(name), foldText(`${name} ${city.country}`)]),
}))

/** Bundled cities whose name, in some language, contains the query; exact matches first, then beginnings. Accents do not matter. */
export function findCities(query: string): Place[] {
  const wanted = foldText(query)
  if (!wanted) return []
  return searchable
    .map(({ city, names }) => ({ city, rank: Math.min(...names.map((name) => rankOf(name, wanted))) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank || a.city.name.localeCompare(b.city.name, 'en'))
    .slice(0, MAX_RESULTS)
    .map(({ city }) => placeOf(city))
}

function rankOf(name: string, wanted: string): number {
  if (name === wanted) return 0
  if (name.startsWith(wanted)) return 1
  return name.includes(` ${wanted}`) ? 2 : Number.POSITIVE_INFINITY
}

function placeOf({ name, country, latitude, longitude, timeZone }: City): Place {
  return { name, country, latitude, longitude, timeZone }
}
