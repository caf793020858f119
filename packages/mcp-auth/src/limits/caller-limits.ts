import { HOST_CLIENT_ID, SERVICE_CALLS_PER_MINUTE, SERVICE_CONCURRENT_CALLS } from '@chaperone/contracts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import { type Counter, createCounter } from './counter.ts'
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
/** As many budgets all programs of one person have together: anybody can make new clients. */
const BUDGETS_OF_PROGRAMS = 4

interface Budget {
  name: string
  counter: Counter
  places: number
}

/**
 * Limits per caller: a person through one client, or an API key; and for all programs of a person together. What is
 * counted is the verified identity, so neither a new token nor another address, session or grant makes a new budget,
 * nobody uses up that of others, and no program that of the person in a browser.
 *
 * @see MCP 2026-07-28 server/tools, Security Considerations: "Servers MUST […] rate limit tool invocations"
 * @see RFC 6585 §4
 */
export function createCallerLimits({ callsPerMinute, concurrentCalls, shared }: CallerLimitOptions): CallerLimits {
  // Servers may share a Redis; their callers' budgets are apart all the same.
  const counterFor = (kind: Caller['kind'] | 'programs', perMinute: number) =>
    createCounter({
      perMinute,
      shared: shared && { prefix: `chaperone:${shared.resource}:${kind}`, counters: shared.counters },
    })
  const ofClient = { counter: counterFor('user', callsPerMinute), places: concurrentCalls }
  const ofPrograms = {
    counter: counterFor('programs', BUDGETS_OF_PROGRAMS * callsPerMinute),
    places: BUDGETS_OF_PROGRAMS * concurrentCalls,
  }
  const ofService = {
    counter: counterFor('service', Math.max(callsPerMinute, SERVICE_CALLS_PER_MINUTE)),
    places: Math.max(concurrentCalls, SERVICE_CONCURRENT_CALLS),
  }
  const working = new Map<string, number>()

  function budgetsOf(caller: Caller): Budget[] {
    const name = nameOf(caller)
    if (caller.kind === 'service') return [{ name, ...ofService }]
    const own = { name, ...ofClient }
    // Another issuer may put a session into every token.
    const isInBrowser = caller.clientId === HOST_CLIENT_ID && caller.origins.some(({ kind }) => kind === 'session')
    return isInBrowser ? [own] : [own, { name: JSON.stringify([caller.ownerId]), ...ofPrograms }]
  }

  function leave(budgets: readonly Budget[]): void {
    for (const { name } of budgets) {
      const left = (working.get(name) ?? 1) - 1
      if (left > 0) working.set(name, left)
      else working.delete(name)
    }
  }

  return {
    async enter(caller) {
      const budgets = budgetsOf(caller)
      const isFull = budgets.some(({ name, places }) => (working.get(name) ?? 0) >= places)
      if (isFull) throw tooMany(CONCURRENCY_RETRY_SECONDS)
      for (const { name } of budgets) working.set(name, (working.get(name) ?? 0) + 1)
      try {
        // In order: what its own budget refuses a program does not count for the others.
        for (const { name, counter } of budgets) {
          const { isAllowed, retryAfterSeconds } = await counter.take(name)
          if (!isAllowed) throw tooMany(retryAfterSeconds)
        }
        return () => leave(budgets)
      } catch (error) {
        leave(budgets)
        throw error
      }
    },
  }
}

/**
 * The host calls under one client id for a person in a browser, whose token names a session, and for all their programs,
 * whose tokens name grants: these have one budget together, and the person has another.
 */
function nameOf({ kind, ownerId, clientId, origins }: Caller): string {
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
