import { oauthErrors } from '@chaperone/contracts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'

/** Whether the caller's credential carries this scope. No scope implies another: docs/decisions/0019. */
export function isAllowed(caller: Caller, scope: string): boolean {
  return caller.scopes.has(scope)
}

/**
 * Lets a call through only when the caller's credential carries the scope the tool declares. Whose rows it may
 * touch is decided separately, in the query and in the database.
 *
 * @throws Refusal 403 `insufficient_scope`; the challenge names what the caller has here plus what is missing, so that one new request is enough
 * @see RFC 6750 §3.1
 * @see MCP 2026-07-28 basic/authorization, Scope Challenge Handling
 */
export function authorizeCall(caller: Caller, scope: string): void {
  if (isAllowed(caller, scope)) return
  throw new Refusal({
    status: 403,
    code: oauthErrors.insufficientScope,
    description: `This call needs the scope ${scope}.`,
    scope: [...caller.scopes, scope].join(' '),
  })
}
