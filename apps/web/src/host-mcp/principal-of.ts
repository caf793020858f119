import type { Caller } from '@chaperone/mcp-auth'
import type { Principal } from '@chaperone/mcp-host'
import { findPerson } from '../session/current-person'
import { presentedToken } from './presented-token'

/**
 * The person behind a verified caller, read from the database each time. What the host does for a token ends with it,
 * so the token has to say what that is.
 *
 * @throws Error for a person who is gone, and for a token that ends with nothing
 */
export async function principalOf({ ownerId, clientId, origins: [origin] }: Caller): Promise<Principal> {
  const person = await findPerson(ownerId)
  if (!person || !origin) throw new Error('a token names nobody here')
  const hostToken = presentedToken()
  return {
    userId: person.id,
    name: person.name,
    via: 'bearer',
    program: clientId,
    origin,
    hostToken: async () => hostToken,
  }
}
