import { AUDITED_REFUSALS_PER_MINUTE, oauthErrors } from '@chaperone/contracts'
import type { Caller, Refusal } from '@chaperone/mcp-auth'
import { type AuditEntry, type AuditLog, auditedCaller } from './audit.ts'

const MINUTE_MILLISECONDS = 60_000
const TOO_MANY_REQUESTS = 429
const told = { strangers: '', rateLimited: ' for too many requests' }

export const STRANGER: KnownOfRequest = { caller: null, tool: null }

/** What is established of a request when it is refused. */
export interface KnownOfRequest {
  caller: Caller | null
  tool: string | null
}

export interface RefusalRecorder {
  record(refusal: Refusal, known: KnownOfRequest): void
  /** A call of a known caller that never came to its tool. */
  recordCall(known: KnownOfRequest, reason: string): void
  /** Writes how many refusals were left out since the minute began. */
  close(): void
}

/**
 * Writes refusals into the audit: those of known callers always, but up to a number a minute those that somebody can
 * have as many of as there are requests: a stranger's, and those for too many requests. Otherwise they could fill the
 * disk. The rest is one row with their number.
 */
export function recordRefusals<Db>(audit: AuditLog<Db>): RefusalRecorder {
  const cheap = { strangers: 0, rateLimited: 0 }
  const timer = setInterval(startMinute, MINUTE_MILLISECONDS).unref()

  function startMinute(): void {
    for (const kind of ['strangers', 'rateLimited'] as const) {
      const leftOut = cheap[kind] - AUDITED_REFUSALS_PER_MINUTE
      cheap[kind] = 0
      if (leftOut > 0) audit.record(entry(STRANGER, `${leftOut} more refusals in one minute${told[kind]}`))
    }
  }

  return {
    record(refusal, known) {
      // A step of the protocol that every honest client takes now and then. @see RFC 9449 §9
      if (refusal.fields.code === oauthErrors.useDpopNonce) return
      const kind = refusal.fields.status === TOO_MANY_REQUESTS ? 'rateLimited' : known.caller ? null : 'strangers'
      if (kind) cheap[kind] += 1
      if (!kind || cheap[kind] <= AUDITED_REFUSALS_PER_MINUTE) audit.record(entry(known, refusal.fields.code))
    },
    recordCall: (known, reason) => audit.record(entry(known, reason)),
    close() {
      clearInterval(timer)
      startMinute()
    },
  }
}

function entry({ caller, tool }: KnownOfRequest, reason: string): AuditEntry {
  return { ...auditedCaller(caller), tool, argumentsDigest: null, traceId: null, verdict: 'refused', reason }
}
