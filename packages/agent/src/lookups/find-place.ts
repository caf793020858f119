import { type Place, placeSearchSchema, savedPlaceListSchema, type WeatherSource } from '@chaperone/contracts'
import { strong } from '../answers/parts.ts'
import { bestMatches } from '../language/best-match.ts'
import type { PlaceName } from '../language/place-name.ts'
import type { Fact, PlanRun } from '../plan-runner.ts'

/** The place a person named, as the weather server knows it; the first of its ranking. Says so and ends the plan when there is none. */
export async function findPlace<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  wanted: PlaceName,
): Promise<Fact<Place>> {
  const found = await plan.read(step, {
    connection: 'weather',
    tool: 'weather_search_places',
    args: { query: wanted.name },
    result: placeSearchSchema,
  })
  const { places } = found.data
  const { country } = wanted
  const fitting = country ? bestMatches(places, country, (place) => place.country) : places
  const place = fitting[0]
  if (place) return { data: place, source: found.source }
  if (places.length === 0)
    plan.stop('I found no place called ', strong(wanted.name), `. ${adviceFor(found.data.source)}`)
  const known = places.slice(0, 4).map(placeTitle).join('; ')
  plan.stop(`I found no ${wanted.name} in ${country}, but these: ${known}. Which one do you mean?`)
}

/** The named place, else the first saved one. Asks and ends the plan when there is neither. */
export async function findPlaceOrSaved<Step extends string>(
  plan: PlanRun<Step>,
  step: Step,
  wanted: PlaceName | null,
): Promise<Fact<Place>> {
  if (wanted) return findPlace(plan, step, wanted)
  const saved = await plan.read(step, {
    connection: 'weather',
    tool: 'weather_list_places',
    args: {},
    result: savedPlaceListSchema,
  })
  const place = saved.data.places[0]
  if (place) return { data: place, source: saved.source }
  plan.context.notes.askedPlace()
  plan.stop(
    'Which place do you mean? Name one, as in “weather in Lisbon this week”, or save one with “save Lisbon to my places”.',
  )
}

function adviceFor(source: WeatherSource): string {
  if (source === 'open-meteo') return 'Please check its spelling, or name a larger place nearby.'
  return 'The weather service cannot be reached, so only the bundled larger cities are known: name one nearby.'
}

/** "Lisbon, Portugal". */
export function placeTitle({ name, country }: Pick<Place, 'name' | 'country'>): string {
  return country === '' || country === name ? name : `${name}, ${country}`
}
