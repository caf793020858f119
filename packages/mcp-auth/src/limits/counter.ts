import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { SharedCounters } from './shared-counters.ts'

export interface Count {
  isAllowed: boolean
  /** Of this minute, with this one. 0 where it is long over the limit. */
  count: number
  /** Until the same may be allowed again. */
  retryAfterSeconds: number
}

/** How often a minute something may be done under one name. */
export interface Counter {
  take(name: string): Promise<Count>
  /** Takes one count back. */
  giveBack(name: string): Promise<void>
  forget(name: string): Promise<void>
}

interface CounterOptions {
  perMinute: number
  /** Where instances count together. Counters of one prefix are one. Without it, each counts its own. */
  shared?: { prefix: string; counters: SharedCounters } | undefined
}

const MINUTE_SECONDS = 60
/** A shared counter that does not answer in this time is not waited for: a limit must not become a delay. */
const ANSWER_MILLISECONDS = 250
/** After that, how long it is not asked at all, unless there is a new connection. */
const PAUSE_MILLISECONDS = 1_000

/**
 * Counts in Redis where there is one. While that one is away, silent or refuses, each instance counts its own: a limit
 * stays, and nobody is turned away for want of Redis.
 */
export function createCounter({ perMinute: points, shared }: CounterOptions): Counter {
  const own = new RateLimiterMemory({ points, duration: MINUTE_SECONDS })
  if (!shared) return counterOf((work) => work(own))
  const together = new RateLimiterRedis({
    storeClient: shared.counters.client,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
    keyPrefix: shared.prefix,
    points,
    duration: MINUTE_SECONDS,
    // Who is over the limit costs no further question.
    inMemoryBlockOnConsumed: points + 1,
  })
  let failedAt = Number.NEGATIVE_INFINITY
  return counterOf(async (work) => {
    const isSame = shared.counters.connectedSince() <= failedAt
    if (isSame && performance.now() < failedAt + PAUSE_MILLISECONDS) return work(own)
    try {
      return await inTime(work(together))
    } catch (error) {
      if (error instanceof RateLimiterRes) throw error
      failedAt = performance.now()
      shared.counters.onError(error)
      return work(own)
    }
  })
}

type Work = <T>(work: (limiter: RateLimiterAbstract) => Promise<T>) => Promise<T>

function counterOf(run: Work): Counter {
  return {
    take: (name) =>
      run((limiter) => limiter.consume(name)).then(
        (result) => countOf(result, true),
        (refused: unknown) => {
          if (refused instanceof RateLimiterRes) return countOf(refused, false)
          throw refused
        },
      ),
    async giveBack(name) {
      await run((limiter) => limiter.reward(name, 1))
    },
    async forget(name) {
      await run((limiter) => limiter.delete(name))
    },
  }
}

function countOf({ consumedPoints, msBeforeNext }: RateLimiterRes, isAllowed: boolean): Count {
  return { isAllowed, count: consumedPoints, retryAfterSeconds: Math.ceil(msBeforeNext / 1_000) }
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
