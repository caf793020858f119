import type { JWT } from 'next-auth/jwt'
import { revocations } from '../database'
import { isSession } from './read-session'
import { endSessions } from './sessions'

/**
 * Ends a session for everybody who holds a copy of its cookie or a token of it, at once. A session that was ended
 * before, or never was one, is none to end.
 *
 * @see OWASP ASVS 5.0 V7.4.1
 */
export async function endSession(session: JWT | null): Promise<void> {
  if (!session || !isSession(session)) return
  await revocations().revoke({ kind: 'session', id: session.sid })
  await endSessions(session.sub, { only: session.sid })
}
