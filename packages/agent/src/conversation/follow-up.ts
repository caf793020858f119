import type { PlannerContext } from '@chaperone/mcp-host'
import { mentionsTime } from '../language/moments.ts'
import { changedRequest, withPlaceOf } from './changed-request.ts'
import { GAP, type Memory } from './memory.ts'
import { chosenFrom, pointedAt, pointer } from './point-at.ts'
import { pointingRequest } from './pointing-request.ts'
import { idIn, referenceTo, type Thing } from './thing.ts'

const noName = /^(?:yes|yep|no|nope|ok(?:ay)?|sure|right|good|great|fine|why|what|who|how|stop|never ?mind)\b/i

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
export function followUp(text: string, memory: Memory | null, context: PlannerContext): FollowUp | null {
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

  const answered = memory.question ? answerTo(memory.question, text, memory) : null
  if (answered) return answered
  const bare = text.replace(/^(?:what|how) about\s+/i, '')
  if (new RegExp(`^${pointer}$`, 'i').test(bare)) return sameWith(bare, memory)
  const changed = changedRequest(text, memory.request, context)
  if (changed) return { kind: 'request', ...changed, about: null }
  const placed = withPlaceOf(memory.request, text, context)
  return placed === null ? null : { kind: 'request', text: placed, about: null }
}

/** "Lisbon?": a name and nothing else, which is no request by itself, asks the last question about it. */
export function bareName(text: string, memory: Memory | null, context: PlannerContext): FollowUp | null {
  if (noName.test(text)) return null
  const changed = memory && changedRequest(`what about ${text}`, memory.request, context)
  return changed ? { kind: 'request', ...changed, about: null } : null
}

/** The question with its gap filled, if this is an answer to it. */
function answerTo(question: string, text: string, memory: Memory): FollowUp | null {
  const filled = (words: string): FollowUp => ({ kind: 'request', text: question.replace(GAP, words), about: null })
  // Asked for a time, and told one.
  if (question.endsWith(` ${GAP}`) && mentionsTime(text)) return filled(text)
  if (question.endsWith(` in ${GAP}`)) return /^\p{Lu}[^?]{0,60}$/u.test(text) ? filled(text) : null
  if (memory.list.length === 0) return /^(?:the|my) |^"/i.test(text) ? filled(text) : null
  const [thing, other] = chosenFrom(text, memory)
  if (!thing || other) return null
  const request = pointingRequest(question.replace(GAP, 'it'))?.about(thing)
  return { kind: 'request', text: request ?? question.replace(GAP, referenceTo(thing)), about: thing }
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
