/**
 * The trace of a turn: what the wire inspector shows. Every hop says who talked to whom, with which
 * credential, and why it was allowed, held or refused. A trace never contains a usable credential.
 */

export type Verdict = 'allowed' | 'needs_approval' | 'refused'
export type CheckOutcome = 'passed' | 'failed' | 'waiting' | 'not_reached'
export type CheckPlace = 'host_before' | 'server' | 'host_after'

export interface Check {
  /** Position in the pipeline, `1` … `9`, with `7.1` … for the server's own checks. */
  step: string
  title: string
  place: CheckPlace
  outcome: CheckOutcome
  /** Id of the threat this check stops, such as `AUD-01`. */
  threat: string
}

export interface TraceCredential {
  /** `remote_…`: of the person's own account at a server of somebody else's. */
  kind: 'session' | 'api_key' | 'user_jwt' | 'remote_key' | 'remote_token' | 'none'
  /** Claims of a JWT, for display. The signature is never part of a trace. */
  claims?: Record<string, unknown>
  /** First characters of the token's header and payload segments. */
  header?: string
  payload?: string
  /** JOSE header of a JWT. */
  jose?: Record<string, unknown>
  /** Public id of an API key; the secret part is never part of a trace. */
  keyId?: string
  /** Who issued a token of a remote account, for which resource, with which scopes. Nothing of the token itself. */
  remote?: { issuer: string; resource: string; scopes: readonly string[] }
}

export interface TraceMessage {
  /** Request line or status line. */
  start: string
  /** Header name and value; credentials are already masked with `…`. */
  headers: [string, string][]
  body: string
}

/** `remote`: a server of somebody else's, which one the connection says. */
export type HopParty = 'browser' | 'program' | 'host' | 'weather' | 'calendar' | 'tasks' | 'remote'

export interface Hop {
  /** 1-based position in the turn. */
  number: number
  from: HopParty
  to: HopParty
  /** Tool name, or the request line for the first hop. */
  label: string
  /** Registry id of the connection used, e.g. `calendar` or `team-calendar`. */
  connection?: string
  scope: string
  credential: TraceCredential
  verdict: Verdict
  /** One sentence for the person. */
  reason: string
  /** Source file that decided, and the id of the threat it stops. */
  decidedBy: { file: string; threat: string }
  checks: Check[]
  /** ISO 8601, UTC. */
  startedAt: string
  /** Null while the hop is held. */
  durationMilliseconds: number | null
  request?: TraceMessage
  response?: TraceMessage
}
