/** Error codes as the RFCs and the MCP specification spell them. */
export const oauthErrors = {
  /** RFC 6750 §3.1: malformed request. */
  invalidRequest: 'invalid_request',
  /** RFC 6750 §3.1: expired, revoked, malformed or invalid for other reasons. */
  invalidToken: 'invalid_token',
  /** RFC 6750 §3.1: needs higher privileges. */
  insufficientScope: 'insufficient_scope',
  /** RFC 9449 §7.1: the proof is not one for this request. */
  invalidDpopProof: 'invalid_dpop_proof',
  /** RFC 9449 §9: repeat with the nonce in the answer. */
  useDpopNonce: 'use_dpop_nonce',
} as const

/** JSON-RPC 2.0 §5.1 and MCP 2026-07-28. */
export const jsonRpcErrors = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
} as const

/** More is asked of this process than it can do. Nothing was begun: the same request may succeed in a moment. */
export class Overloaded extends Error {
  override name = 'Overloaded'
}

/** By name: where code is bundled twice, one class is two. */
export function isOverloaded(error: unknown): boolean {
  return error instanceof Error && error.name === 'Overloaded'
}

/** The one answer for "not there" and "not yours": a caller cannot tell them apart. */
export const NOT_FOUND = 'not_found'
