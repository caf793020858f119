import { AUDITED_REFUSALS_PER_MINUTE } from '@chaperone/contracts'
import { auditLog } from '../database'
import { once } from '../once'

/** Something that happened at the web app itself, not in a call to a server. */
export interface WebEvent {
  /** `host` unless named. */
  server?: 'web' | 'authorization-server'
  /** Whom it is about. */
  subject: string | null
  /** Nobody has shown who they are, so anybody can cause it. */
  isStranger: boolean
  clientId?: string
  verdict: 'allowed' | 'refused'
  reason: string
}

const strangers = once('audited-strangers', () => ({ minute: 0, events: 0 }))

/**
 * Writes one event into the audit. Those of strangers up to a number a minute, because whoever needs no credential to
 * write rows could fill the disk with them; the rest is one row with their number.
 */
export function recordEvent(event: WebEvent): void {
  if (event.isStranger && !hasRoom()) return
  const { server, subject, clientId, verdict, reason } = event
  const noCall = { actor: null, keyId: null, tool: null, argumentsDigest: null, traceId: null }
  auditLog().record({ ...noCall, ...(server && { server }), subject, clientId: clientId ?? null, verdict, reason })
}

/** Writes how many events of strangers were left out since their minute began. */
export function recordLeftOut(): void {
  const leftOut = strangers().events - AUDITED_REFUSALS_PER_MINUTE
  strangers().events = 0
  const reason = `${leftOut} more events of strangers in one minute`
  if (leftOut > 0) recordEvent({ server: 'web', subject: null, isStranger: false, verdict: 'refused', reason })
}

function hasRoom(): boolean {
  const minute = Math.floor(Date.now() / 60_000)
  if (strangers().minute !== minute) recordLeftOut()
  strangers().minute = minute
  strangers().events += 1
  return strangers().events <= AUDITED_REFUSALS_PER_MINUTE
}
