import { SERVICE_CALLS_PER_MINUTE, SERVICE_CONCURRENT_CALLS } from '@chaperone/contracts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import { createCounter } from './counter.ts'
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
  /** Requests a minute of one person through one client; of their programs together, where one client serves those too. */
  callsPerMinute: number
  /** Requests of one person through one client that this process works on at a time. */
  concurrentCalls: number
  /** Where all instances of the server count a minute's requests together. Without it each counts its own. */
  shared?: { resource: string; counters: SharedCounters } | undefined
}

/** A place becomes free when a call ends, which takes a moment. */
const CONCURRENCY_RETRY_SECONDS = 1

/**
 * Limits per caller: a person through one client, or an API key. What is counted is the verified identity, so neither
 * a new token nor another address, session or grant makes a new budget, and nobody uses up that of others.
 *
 * @see MCP 2026-07-28 server/tools, Security Considerations: "Servers MUST […] rate limit tool invocations"
 * @see RFC 6585 §4
 */
export function createCallerLimits({ callsPerMinute, concurrentCalls, shared }: CallerLimitOptions): CallerLimits {
  // Servers may share a Redis; their callers' budgets are apart all the same.
  const counterFor = (kind: Caller['kind'], perMinute: number) =>
    createCounter({
      perMinute,
      shared: shared && { prefix: `chaperone:${shared.resource}:${kind}`, counters: shared.counters },
    })
  const people = counterFor('user', callsPerMinute)
  const services = counterFor('service', Math.max(callsPerMinute, SERVICE_CALLS_PER_MINUTE))
  const places = { user: concurrentCalls, service: Math.max(concurrentCalls, SERVICE_CONCURRENT_CALLS) }
  const working = new Map<string, number>()

  return {
    async enter(caller) {
      const name = budgetOf(caller)
      const current = working.get(name) ?? 0
      if (current >= places[caller.kind]) throw tooMany(CONCURRENCY_RETRY_SECONDS)
      working.set(name, current + 1)
      const leave = () => {
        const left = (working.get(name) ?? 1) - 1
        if (left > 0) working.set(name, left)
        else working.delete(name)
      }
      try {
        const counter = caller.kind === 'service' ? services : people
        const { isAllowed, retryAfterSeconds } = await counter.take(name)
        if (!isAllowed) throw tooMany(retryAfterSeconds)
        return leave
      } catch (error) {
        leave()
        throw error
      }
    },
  }
}

/**
 * The host calls under one client id for a person in a browser, whose token names a session, and for all their programs,
 * whose tokens name grants: these have one budget together, and the person has another.
 */
function budgetOf({ kind, ownerId, clientId, origins }: Caller): string {
  const isOfGrant = kind === 'user' && origins.some((origin) => origin.kind === 'grant')
  return JSON.stringify([kind, ownerId, clientId, isOfGrant])
}

function tooMany(retryAfterSeconds: number): Refusal {
  return new Refusal({
    status: 429,
    code: 'rate_limited',
    description: `Too many requests. Try again in ${retryAfterSeconds} s.`,
    retryAfterSeconds,
  })
}
