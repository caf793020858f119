import { savedPlaceListSchema } from '@chaperone/contracts'
import { joinWords, strong } from '../answers/parts.ts'
import { bestMatches } from '../language/best-match.ts'
import { titleFrom } from '../language/title.ts'
import { placeTitle } from '../lookups/find-place.ts'
import { runPlan } from '../plan-runner.ts'
import { changes, reads } from '../plan-steps.ts'
import type { Intent } from './intent.ts'

const forms = [
  /^(?:remove|delete|drop|take|clear)\s+(.+?)\s+(?:from|off|out of)\s+(?:my |the |our )?(?:saved |favou?rite )?(?:places?|locations?|cities|towns)(?: list)?$/i,
  /^(?:remove|delete|drop|forget)\s+(?:my |the )?(?:saved )?(?:place|city|town|location)\s+(.+)$/i,
  /^forget\s+(?!about\b|the\b|to\b|it\b)(.+)$/i,
]

/** "Remove Porto from my places." */
export const removePlace: Intent<{ wanted: string }> = {
  matches(text) {
    const words = forms.map((form) => form.exec(text)?.[1]).find((found) => found !== undefined)
    return words ? { wanted: titleFrom(words) } : null
  },

  run: (context, { wanted }) =>
    runPlan(
      context,
      {
        list: reads('weather', 'Look up your saved places'),
        remove: changes('weather', `Remove ${wanted}`),
      },
      async (plan) => {
        const { data, source } = await plan.read('list', {
          connection: 'weather',
          tool: 'weather_list_places',
          args: {},
          result: savedPlaceListSchema,
        })
        const names = data.places.map(placeTitle)
        if (names.length === 0) return plan.stop('You have no saved places, so there is nothing to remove.')
        const [place, other] = bestMatches(data.places, wanted, placeTitle, ({ name }) => name)
        if (!place) return plan.stop(strong(wanted), ` is not among your places. You have saved ${joinWords(names)}.`)
        if (other) return plan.stop(`Several of your places fit: ${joinWords(names, 'or')}. Which one do you mean?`)
        plan.tell(source, 'It is among your places: ', strong(placeTitle(place)), '.')
        await plan.propose('remove', {
          connection: 'weather',
          tool: 'weather_remove_place',
          args: { placeId: place.id },
          intention: ['I remove ', strong(placeTitle(place)), ' from your places.'],
          outcome: ['Removed ', strong(placeTitle(place)), ' from your places.'],
        })
      },
    ),
}
