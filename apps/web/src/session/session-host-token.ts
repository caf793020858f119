import { cookies } from 'next/headers'
import { withHostToken } from './auth-options'
import { readSession } from './read-session'

/** The token for the host of the session that is being answered, as it is now. @throws Error when that is over */
export async function sessionHostToken(): Promise<string> {
  const session = await readSession(await cookies())
  if (!session) throw new Error('the session is over')
  return (await withHostToken(session)).hostToken
}
