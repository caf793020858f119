import { type City, cities } from './cities.ts'

const KILOMETRES_PER_DEGREE = 111.2

/** The nearest bundled city within `kilometres` of a point, or null. */
export function nearestCity(latitude: number, longitude: number, kilometres: number): City | null {
  let nearest: City | null = null
  let least = kilometres
  for (const city of cities) {
    const distance = distanceKilometres(city, latitude, longitude)
    if (distance > least) continue
    nearest = city
    least = distance
  }
  return nearest
}

/** Flat-earth distance: exact enough below a few hundred kilometres, outside the polar regions. */
function distanceKilometres(city: City, latitude: number, longitude: number): number {
  const turn = Math.abs(city.longitude - longitude)
  const eastWest = Math.min(turn, 360 - turn) * Math.cos((latitude * Math.PI) / 180)
  return Math.hypot(city.latitude - latitude, eastWest) * KILOMETRES_PER_DEGREE
}
