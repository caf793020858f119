import { database } from '../database'

/**
 * Whether the operator has blocked a client for everybody (`npm run clients -- block`). Read each time it is asked, so a
 * block holds from the next request on, at every instance.
 */
export async function isBlocked(clientId: string): Promise<boolean> {
  const where = { clientId }
  return (await database().unowned.blockedClient.findUnique({ where, select: { clientId: true } })) !== null
}
