import { strong } from '../answers/parts.ts'
import { type PlaceName, toPlace } from '../language/place-name.ts'
import { titleFrom } from '../language/title.ts'
import { findPlace, placeTitle } from '../lookups/find-place.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const list = '(?:(?:my|the|our)\\s+)?(?:saved |favou?rite )?(?:places?|locations?|cities|towns)'
const forms = [
  new RegExp(
    `^(?:save|add|put|store|keep|remember|bookmark|pin)\\s+(.+?)\\s+(?:to|in|into|among|as|on|under)\\s+(?:an? )?${list}(?: list)?$`,
    'i',
  ),
  /^(?:save|add|bookmark|pin)\s+(?:the |a )?(?:place|city|town|location)\s+(.+)$/i,
]

/** "Save Porto to my places." */
export const savePlace: Intent<{ wanted: PlaceName }> = {
  matches(text) {
    const words = forms.map((form) => form.exec(text)?.[1]).find((found) => found !== undefined)
    const wanted = words ? toPlace(titleFrom(words)) : null
    return wanted && { wanted }
  },

  run: (context, { wanted }) =>
    runPlan(
      context,
      { find: reads('weather', `Find ${wanted.name}`), save: changes('weather', 'Save it to your places') },
      async (plan) => {
        const { data: place, source } = await findPlace(plan, 'find', wanted)
        plan.tell(source, 'I found ', strong(placeTitle(place)), '.')
        const { name, country, latitude, longitude, timeZone } = place
        await plan.propose('save', {
          connection: 'weather',
          tool: 'weather_save_place',
          args: { name, country, latitude, longitude, timeZone },
          intention: ['I save ', strong(placeTitle(place)), ' to your places.'],
        })
      },
    ),
}
