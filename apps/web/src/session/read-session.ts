import { getToken, type JWT } from 'next-auth/jwt'
import { env } from '../env'
import { isInTime } from './session-age'
import { sessionCookieName } from './session-cookie'
import { isSessionKept } from './sessions'

/** A session of a person that nobody has ended. */
export interface Session extends JWT {
  /** `usr_…` */
  sub: string
  /** `ses_…`: names the session in tokens and revocations, and opens nothing. */
  sid: string
  /** Seconds since 1970. */
  signedInAt: number
}

interface Cookies {
  getAll(): { name: string; value: string }[]
}

/**
 * The session in these cookies, or null: no cookie, not ours, over, or signed out since. A copy of the cookie outlives
 * the browser's own, so its row is read every time.
 *
 * @see OWASP ASVS 5.0 V7.4.1
 */
export async function readSession(cookies: Cookies): Promise<Session | null> {
  // No headers: the library would take a session from `Authorization` as well.
  const request = { cookies, headers: new Headers() } as unknown as Parameters<typeof getToken>[0]['req']
  const session = await getToken({ req: request, secret: env().SESSION_SECRET, cookieName: sessionCookieName() })
  return session && isSession(session) && !(await isEnded(session)) ? session : null
}

/** Sessions without a name could not be ended. */
export function isSession(token: JWT): token is Session {
  return [token.sub, token.sid].every((id) => typeof id === 'string') && typeof token.signedInAt === 'number'
}

/** Whether its time is over, or somebody ended it: then its row is gone. */
export async function isEnded(session: Session): Promise<boolean> {
  return !isInTime(session) || !(await isSessionKept(session.sid))
}
