import { redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { database } from '../database'
import { authOptions } from './auth-options'

export interface Person {
  id: string
  name: string
  email: string
  role: 'member' | 'administrator'
}

/** The signed-in person, or null. Read from the database, so a deleted account is signed out at once. */
export async function currentPerson(): Promise<Person | null> {
  const session = await getServerSession(authOptions())
  const id = (session?.user as { id?: string } | undefined)?.id
  return id ? findPerson(id) : null
}

/** The signed-in person; anyone else is sent to sign in and comes back to `path`. Every private page calls this itself. */
export async function requirePerson(path: string): Promise<Person> {
  const person = await currentPerson()
  if (person) return person
  redirect(`/login?callbackUrl=${encodeURIComponent(path)}`)
}

export async function findPerson(id: string): Promise<Person | null> {
  const user = await database().unowned.user.findUnique({ where: { id } })
  if (!user) return null
  const { name, email } = user
  return { id: user.id, name, email, role: user.role === 'administrator' ? 'administrator' : 'member' }
}
