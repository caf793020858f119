import type { OpenMeteo } from './forecast/open-meteo.ts'
import { packBag } from './prompts/pack-bag.ts'

/** Every prompt of this server. Null: bundled data only. */
export function promptsWith(openMeteo: OpenMeteo | null) {
  return [packBag(openMeteo)]
}
