import type { ServerResponse } from 'node:http'
import { SIGNATURE_ALGORITHM } from '@chaperone/contracts'

export interface RefusalFields {
  /** HTTP status: 400 malformed, 401 not authenticated, 403 not allowed, 413 too large, 429 too many, 503 not now. */
  status: number
  /** Error code as the RFC spells it, or one of ours for transport checks. */
  code: string
  /** For the developer of an honest client: what to change. Never says why a credential is bad in more detail than the code. */
  description: string
  /** The scopes a repeated request needs, all of them at once. */
  scope?: string
  /** No credential was sent at all: the challenge then carries no `error`. @see RFC 6750 §3.1 */
  isMissingCredential?: boolean
  /** Scheme of the challenge; `Bearer` unless told otherwise. @see RFC 9449 §7.1 */
  scheme?: 'Bearer' | 'DPoP'
  /** After how long the same request may succeed. @see RFC 9110 §10.2.3 */
  retryAfterSeconds?: number
}

/** A refusal the client may see. Everything else that goes wrong stays inside. */
export class Refusal extends Error {
  readonly fields: RefusalFields

  constructor(fields: RefusalFields) {
    super(fields.description)
    this.name = 'Refusal'
    this.fields = fields
  }
}

/**
 * Answers with the refusal's status, its OAuth error as JSON and, for 401 and 403 that a better credential would
 * cure, a `WWW-Authenticate` challenge that leads to the protected resource metadata.
 *
 * @see RFC 6750 §3
 * @see RFC 9728 §5.1
 */
export function sendRefusal(response: ServerResponse, refusal: Refusal, resourceMetadataUrl: string): void {
  const { status, code, description, retryAfterSeconds } = refusal.fields
  const challenge = challengeFor(refusal.fields, resourceMetadataUrl)
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    ...(challenge ? { 'WWW-Authenticate': challenge } : {}),
    ...(retryAfterSeconds ? { 'Retry-After': String(retryAfterSeconds) } : {}),
  })
  response.end(JSON.stringify({ error: code, error_description: description }))
}

function challengeFor(fields: RefusalFields, resourceMetadataUrl: string): string | null {
  const isCurable = fields.status === 401 || fields.code === 'insufficient_scope'
  if (!isCurable) return null
  const parameters: [string, string][] = []
  // RFC 6750 §3.1: "If the request lacks any authentication information […] SHOULD NOT include an error code".
  if (!fields.isMissingCredential) {
    parameters.push(['error', fields.code], ['error_description', fields.description])
  }
  if (fields.scope) parameters.push(['scope', fields.scope])
  if (fields.scheme === 'DPoP') parameters.push(['algs', SIGNATURE_ALGORITHM])
  parameters.push(['resource_metadata', resourceMetadataUrl])
  return `${fields.scheme ?? 'Bearer'} ${parameters.map(([name, value]) => `${name}="${value}"`).join(', ')}`
}
