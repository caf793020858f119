import { SESSION_SECONDS } from '@chaperone/contracts'
import type { JWT } from 'next-auth/jwt'

/**
 * Whether the person signed in less than SESSION_SECONDS ago. The library begins a cookie's time anew with each use,
 * so that its `exp` alone would let a session go on without end.
 *
 * @see OWASP ASVS 5.0 V7.3.2
 */
export function isInTime({ signedInAt }: JWT): boolean {
  return typeof signedInAt === 'number' && Date.now() / 1_000 < signedInAt + SESSION_SECONDS
}
