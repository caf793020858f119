import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** SHA-256, hex, of the canonical JSON of a value: equal values have equal digests whatever the order of their keys. @see RFC 8785 */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex')
}

export interface DigestedCall {
  userId: string
  connection: string
  tool: string
  arguments: Record<string, unknown>
}

/** What the audit says of a call: the person, the connection, the tool and every argument. */
export function callDigest(call: DigestedCall): string {
  return digestOf({ user: call.userId, connection: call.connection, tool: call.tool, arguments: call.arguments })
}

/**
 * What an approval is bound to: the call, the definition by which the person was asked about it, and what it would be made
 * with beyond the tool's own scope.
 */
export function approvalDigest(call: DigestedCall, definitionHash: string, scopes: readonly string[] = []): string {
  return digestOf({ call: callDigest(call), definition: definitionHash, scopes: [...scopes].sort() })
}
