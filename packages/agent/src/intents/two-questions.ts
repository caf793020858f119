import type { PlanStep } from '@chaperone/contracts'
import type { TurnContext } from '../conversation/turn-context.ts'
import { asksForChange } from '../language/commands.ts'
import { findMoments, mentionsTime } from '../language/moments.ts'
import { maskQuoted } from '../language/quoted.ts'
import type { Intent } from './intent.ts'

const joint = /,?\s+and\s+(?=(?:will|is|are|am|do|does|what|what's|when|which|how|who|where)\b)/gi
const period = /\b(?:this|next) (?:week|weekend|month)\b/i

interface Question {
  intent: Intent<unknown>
  parsed: unknown
}

/**
 * "Is there anything due tomorrow, and will it rain?": answers one after the other, each by its own intent. A second
 * question without a time means the time of the first.
 */
export function twoQuestions(intents: readonly Intent<unknown>[]): Intent<[Question, Question]> {
  function understand(text: string): Question | null {
    for (const intent of intents) {
      const parsed = intent.matches(text)
      if (parsed !== null) return { intent, parsed }
    }
    return null
  }

  return {
    matches(text) {
      const [match, another] = maskQuoted(text).matchAll(joint)
      if (!match || another || asksForChange(text)) return null
      const first = text.slice(0, match.index)
      const second = text.slice(match.index + match[0].length)
      const questions = [understand(first), understand(mentionsTime(second) ? second : `${second} ${timeIn(first)}`)]
      const [one, two] = questions
      return one && two ? [one, two] : null
    },

    async run(context, [first, second]) {
      let steps: readonly PlanStep[] = []
      const keeping: TurnContext = {
        ...context,
        plan(own) {
          steps = own
          context.plan(own)
        },
      }
      await first.intent.run(keeping, first.parsed)
      const before = steps
      let lead = '\n'
      await second.intent.run(
        {
          ...context,
          plan: (own) => context.plan([...before, ...own]),
          say(part) {
            context.say({ ...part, text: lead + part.text })
            lead = ''
          },
        },
        second.parsed,
      )
    },
  }
}

function timeIn(text: string): string {
  const clock = { now: new Date(), timeZone: 'UTC' }
  return period.exec(text)?.[0] ?? findMoments(text, clock)[0]?.text ?? ''
}
