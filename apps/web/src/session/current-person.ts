import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { database } from '../database'
import type { Person } from './person'
import { readSession } from './read-session'

export interface SignedInPerson extends Person {
  /** `sid` of the session. */
  sessionId: string
  /** Seconds since 1970. */
  signedInAt: number
}

/** The signed-in person, or null. Read from the database, so a deleted account is signed out at once. */
export async function currentPerson(): Promise<SignedInPerson | null> {
  return personOf(await cookies())
}

/** Whose session is among these cookies. */
export async function personOf(jar: Parameters<typeof readSession>[0]): Promise<SignedInPerson | null> {
  const session = await readSession(jar)
  const person = session && (await findPerson(session.sub))
  return person && { ...person, sessionId: session.sid, signedInAt: session.signedInAt }
}

/** The signed-in person; anyone else is sent to sign in and comes back to `path`. Every private page calls this itself. */
export async function requirePerson(path: string): Promise<SignedInPerson> {
  const person = await currentPerson()
  if (person) return person
  redirect(signInPath(path))
}

/** Where somebody signs in who then comes back to `path`. */
export function signInPath(path: string): string {
  return `/login?callbackUrl=${encodeURIComponent(path)}`
}

export async function findPerson(id: string): Promise<Person | null> {
  const user = await database().unowned.user.findUnique({ where: { id } })
  if (!user) return null
  const { name, email } = user
  return { id: user.id, name, email, role: user.role === 'administrator' ? 'administrator' : 'member' }
}
