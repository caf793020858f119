import type { PlannerContext } from '@chaperone/mcp-host'
import { answerTo, isTitleOf } from './answer-to.ts'
import { changedRequest, withPlaceOf } from './changed-request.ts'
import { GAP, type Memory } from './memory.ts'
import { pointedAt, pointer } from './point-at.ts'
import { pointingRequest } from './pointing-request.ts'
import { standsAlone } from './stands-alone.ts'
import { idIn, type Thing } from './thing.ts'

/** What a message means after what was said before. */
export type FollowUp =
  /** A request that stands alone. `about`: what it points at; `name`: what took the place of another, or was added. */
  | { kind: 'request'; text: string; about: Thing | null; name?: string | null }
  /** It points at something, and it is not clear at what. */
  | { kind: 'which'; candidates: Thing[]; question: string }

/**
 * Reads a message against what the last turn kept; null when it stands alone, or nothing was kept that it could refer to.
 * What it points at are things that the person was shown, by the ids that were kept with the conversation.
 */
export function followUp(
  message: string,
  { memory, context, isUnderstood }: { memory: Memory | null; context: PlannerContext; isUnderstood: boolean },
): FollowUp | null {
  const isAskedWhen = memory?.question?.asks === 'time'
  // Nothing is there yet that "it" could point at.
  const text = isAskedWhen ? message.replace(/^make it\s+(?=\S)/i, '') : message
  const pointing = pointingRequest(text)
  if (pointing) {
    const pointed = pointedAt(pointing.pointer, memory, pointing.kind)
    const things = pointed.filter((thing) => pointing.about(thing) !== null)
    const [thing, other] = things
    const request = thing && !other ? pointing.about(thing) : null
    if (request && thing) return { kind: 'request', text: request, about: thing }
    return { kind: 'which', candidates: things, question: pointing.withGap(GAP) }
  }
  if (!memory) return null

  const placed = withPlaceOf(memory.request, text, context)
  if (placed !== null) return { kind: 'request', text: placed, about: null }
  const { question } = memory
  const isTitle = question?.asks === 'which' && !isUnderstood && memory.list.some((thing) => isTitleOf(thing, text))
  if (standsAlone(text, isUnderstood) && !isTitle) return null

  const answered = question && answerTo(question, text, { memory, context })
  if (answered) return answered
  const bare = text.replace(/^(?:what|how) about\s+/i, '')
  if (new RegExp(`^${pointer}$`, 'i').test(bare)) return sameWith(bare, memory)
  // "Lisbon?": a name and nothing else asks the last question about it.
  const changed =
    changedRequest(text, memory.request, context) ?? changedRequest(`what about ${text}`, memory.request, context)
  return changed && { kind: 'request', ...changed, about: null }
}

/** "And the second one": what was done with another is done with this; where nothing was, it is shown. */
function sameWith(words: string, memory: Memory): FollowUp | null {
  const things = pointedAt(words, memory)
  const [thing, other] = things
  if (!thing || other) return { kind: 'which', candidates: things, question: `show ${GAP}` }
  const before = idIn(memory.request, thing.kind)
  if (before && thing.id) return { kind: 'request', text: memory.request.replace(before, thing.id), about: thing }
  const shown = pointingRequest('show it')?.about(thing)
  return shown ? { kind: 'request', text: shown, about: thing } : null
}
