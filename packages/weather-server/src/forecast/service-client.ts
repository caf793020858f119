import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleType,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel'
import { fetchJson, QuestionRefused, ServiceUnreachable } from './fetch-json.ts'

/** All attempts at one question together. With what is left of the last wait, a caller waits less than two seconds. */
const PATIENCE_MILLISECONDS = 1_700
const RETRIES = 2
const LONGEST_WAIT_MILLISECONDS = 200
/** After a failure the service is left alone for this long, so that calls stay fast without a network. */
export const PAUSE_MILLISECONDS = 60_000

/** The caller left before the answer: says nothing about the service. */
class CallerGone extends Error {}

/** One place may be odd; who asks for it must not take the service from all others. */
class UnfitAnswer extends Error {}

interface Question<Answer> {
  /** Throws on an answer of another shape, which says nothing about the answer to another question. */
  parse(json: unknown): Answer
  signal: AbortSignal
}

type AskService = <Answer>(url: URL, question: Question<Answer>) => Promise<Answer | null>

/**
 * Asks a service that may be out of reach, and answers null when it cannot be had, in less than two seconds. A question
 * without an answer is asked up to three times, after jittered waits; all are GET, so that repeating one changes
 * nothing. When none succeeds, a circuit breaker keeps everybody from asking for a minute; then one caller tries.
 *
 * @throws the reason of the caller's signal, when the caller has left
 */
export function createServiceClient({ fetch }: { fetch: typeof globalThis.fetch }): AskService {
  const breaker = circuitBreaker(
    handleWhen((error) => ![QuestionRefused, CallerGone, UnfitAnswer].some((kind) => error instanceof kind)),
    { breaker: new ConsecutiveBreaker(1), halfOpenAfter: PAUSE_MILLISECONDS },
  )
  const retries = retry(handleType(ServiceUnreachable), {
    maxAttempts: RETRIES,
    backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: LONGEST_WAIT_MILLISECONDS }),
  })
  const policy = wrap(breaker, retries)

  return async function askService(url, { parse, signal }) {
    // Somebody is trying whether the service is back; nobody waits for the result.
    if (breaker.state === CircuitState.HalfOpen) return null
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MILLISECONDS)])
    try {
      return await policy.execute(async () => {
        try {
          return parsed(parse, await fetchJson(url, { fetch, signal: patience }))
        } catch (error) {
          throw signal.aborted ? new CallerGone() : error
        }
      }, patience)
    } catch {
      signal.throwIfAborted()
      return null
    }
  }
}

function parsed<Answer>(parse: (json: unknown) => Answer, json: unknown): Answer {
  try {
    return parse(json)
  } catch (cause) {
    throw new UnfitAnswer('an answer of another shape', { cause })
  }
}
