import { SERVICE_CALLS_PER_MINUTE } from '@chaperone/contracts'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { SharedCounters } from './shared-counters.ts'

/** How much one caller may ask of one server. Only the guard enters callers. */
export interface CallerLimits {
  /**
   * Counts one request of the caller, and holds a place until the returned function runs.
   *
   * @throws Refusal 429 `rate_limited` with the seconds to wait
   */
  enter(caller: Caller): Promise<() => void>
}

export interface CallerLimitOptions {
  /** Requests a minute of one person through one client. */
  callsPerMinute: number
  /** Requests of one caller that this process works on at a time. */
  concurrentCalls: number
  /** Where all instances of the server count a minute's requests together. Without it each counts its own. */
  shared?: { resource: string; counters: SharedCounters } | undefined
}

type Counter = Pick<RateLimiterAbstract, 'consume'>

const MINUTE_SECONDS = 60

/** A place becomes free when a call ends, which takes a moment. */
const CONCURRENCY_RETRY_SECONDS = 1

/**
 * Limits per caller: a person through one client, or an API key. What is counted is the verified identity, so neither
 * a new token nor another address makes a new budget, and nobody uses up that of others.
 *
 * @see MCP 2026-07-28 server/tools, Security Considerations: "Servers MUST […] rate limit tool invocations"
 * @see RFC 6585 §4
 */
export function createCallerLimits({ callsPerMinute, concurrentCalls, shared }: CallerLimitOptions): CallerLimits {
  const people = counter('user', callsPerMinute, shared)
  const services = counter('service', Math.max(callsPerMinute, SERVICE_CALLS_PER_MINUTE), shared)
  const working = new Map<string, number>()

  return {
    async enter(caller) {
      const name = JSON.stringify([caller.kind, caller.ownerId, caller.clientId])
      const current = working.get(name) ?? 0
      if (current >= concurrentCalls) throw tooMany(CONCURRENCY_RETRY_SECONDS)
      working.set(name, current + 1)
      const leave = () => {
        const left = (working.get(name) ?? 1) - 1
        if (left > 0) working.set(name, left)
        else working.delete(name)
      }
      try {
        await (caller.kind === 'service' ? services : people).consume(name)
        return leave
      } catch (error) {
        leave()
        throw error instanceof RateLimiterRes ? tooMany(Math.ceil(error.msBeforeNext / 1_000)) : error
      }
    },
  }
}

/** A shared counter that does not answer in this time is not waited for: a limit must not become a delay. */
const ANSWER_MILLISECONDS = 250
/** After that, how long it is not asked at all. */
const PAUSE_MILLISECONDS = 1_000

/**
 * Counts in Redis where there is one. While that one is away, silent or refuses, each instance counts its own: a limit
 * stays, and nobody is turned away for want of Redis.
 */
function counter(kind: Caller['kind'], points: number, shared: CallerLimitOptions['shared']): Counter {
  const own = new RateLimiterMemory({ points, duration: MINUTE_SECONDS })
  if (!shared) return own
  const together = new RateLimiterRedis({
    storeClient: shared.counters.client,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
    // Servers may share a Redis; their callers' budgets are apart all the same.
    keyPrefix: `chaperone:${shared.resource}:${kind}`,
    points,
    duration: MINUTE_SECONDS,
    // Who is over the limit costs no further question.
    inMemoryBlockOnConsumed: points + 1,
  })
  let askAgainAt = 0
  return {
    async consume(name) {
      if (performance.now() < askAgainAt) return own.consume(name)
      try {
        return await inTime(together.consume(name))
      } catch (error) {
        if (error instanceof RateLimiterRes) throw error
        askAgainAt = performance.now() + PAUSE_MILLISECONDS
        shared.counters.onError(error)
        return own.consume(name)
      }
    },
  }
}

/** @throws Error when there is no answer in time; whatever comes later is dropped */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => {})
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The shared counters do not answer.')), ANSWER_MILLISECONDS)
  })
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer))
}

function tooMany(retryAfterSeconds: number): Refusal {
  return new Refusal({
    status: 429,
    code: 'rate_limited',
    description: `Too many requests. Try again in ${retryAfterSeconds} s.`,
    retryAfterSeconds,
  })
}
