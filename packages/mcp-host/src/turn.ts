import { randomBytes } from 'node:crypto'
import { type Hop, newId, TURN_CALLS, type TurnEvent } from '@chaperone/contracts'
import type { Span } from '@opentelemetry/api'
import { CallRefused } from './call/refused.ts'
import type { ConversationSoFar } from './conversation.ts'
import { type SeenResult, seenEarlier } from './flow/seen.ts'
import type { Principal } from './principal.ts'
import { traceIdOf } from './trace/spans.ts'

/**
 * One thing a person asked for, and everything that happens because of it. Remembers what results have told, for
 * the flow policy.
 */
export interface Turn {
  readonly id: string
  readonly principal: Principal
  /** The person's own words: what is in them may go anywhere, because the person said it. */
  readonly message: string
  /** Their words before, in the same conversation. */
  readonly earlierMessages: readonly string[]
  /** W3C Trace Context of the whole turn. */
  readonly traceId: string
  /** Of the whole turn; its calls are below it. */
  readonly span: Span
  emit(event: TurnEvent): void
  nextHopNumber(): number
  /** Counts one more proposal of a planner. @throws CallRefused `too_many_calls` */
  countProposal(): void
  publishHop(hop: Hop): void
  /** The results so far, those of earlier turns of the conversation in front. */
  readonly seen: SeenResult[]
}

export function startTurn(options: {
  principal: Principal
  message: string
  emit: (event: TurnEvent) => void
  span: Span
  /** Set when a decision continues an earlier turn. */
  resume?: { turnId: string; hop: number }
  conversation?: ConversationSoFar | undefined
}): Turn {
  const { conversation } = options
  let proposals = 0
  let hops = options.resume ? options.resume.hop - 1 : 0
  return {
    id: options.resume?.turnId ?? conversation?.turnId ?? newId('turn'),
    principal: options.principal,
    message: options.message,
    earlierMessages: conversation?.earlier.map(({ message }) => message) ?? [],
    traceId: traceIdOf(options.span) ?? randomBytes(16).toString('hex'),
    span: options.span,
    emit: options.emit,
    nextHopNumber() {
      hops += 1
      return hops
    },
    countProposal() {
      proposals += 1
      if (proposals <= TURN_CALLS) return
      throw new CallRefused('too_many_calls', `One message may take ${TURN_CALLS} calls. Ask for less at once.`)
    },
    publishHop: (hop) => options.emit({ type: 'hop', hop }),
    seen: seenEarlier(conversation?.seen ?? []),
  }
}
