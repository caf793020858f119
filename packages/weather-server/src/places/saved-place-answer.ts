import type { SavedPlace } from '@chaperone/contracts'

/** A row as callers see it: without its owner. */
export function savedPlaceAnswer({ id, name, country, latitude, longitude, timeZone }: SavedPlace): SavedPlace {
  return { id, name, country, latitude, longitude, timeZone }
}
