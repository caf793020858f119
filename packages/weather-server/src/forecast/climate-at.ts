import type { Climate } from '../places/cities.ts'
import { nearestCity } from '../places/nearest-city.ts'

const NEAR_KILOMETRES = 250

export interface LocalClimate {
  climate: Climate
  /** IANA zone of the nearest bundled city, or the nautical zone of the longitude. */
  timeZone: string
}

/** The climate of any point on Earth: that of a bundled city nearby, else an estimate from the latitude. */
export function climateAt(latitude: number, longitude: number): LocalClimate {
  const city = nearestCity(latitude, longitude, NEAR_KILOMETRES)
  if (city) return { climate: city.climate, timeZone: city.timeZone }
  return { climate: estimate(latitude), timeZone: nauticalZone(longitude) }
}

/** Colder towards the poles, with wider seasons that are opposite in the two hemispheres; dry around the tropics. */
function estimate(latitude: number): Climate {
  const distance = Math.abs(latitude)
  const mean = 27.5 - 0.0062 * distance ** 2
  const halfRange = Math.min(0.22 * distance, 15) * Math.sign(latitude)
  const wet = distance > 15 && distance < 32 ? 0.12 : 0.32
  return { january: mean - halfRange, july: mean + halfRange, wetJanuary: wet, wetJuly: wet, isCoast: false }
}

/** The sign of `Etc/GMT` zones is inverted: `Etc/GMT-2` is two hours ahead of UTC. */
function nauticalZone(longitude: number): string {
  const hours = Math.round(longitude / 15)
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
}
