import { database } from '../database'

/**
 * Whether the operator has blocked a client for everybody (`npm run clients -- block`). Read each time it is asked, so a
 * block holds from the next request on, at every instance. The block of a document holds whatever its query is, and that
 * of a site's root for all its documents: a client that describes itself names its own address.
 */
export async function isBlocked(clientId: string): Promise<boolean> {
  const where = { clientId: { in: namesOf(clientId) } }
  return (await database().unowned.blockedClient.count({ where })) > 0
}

function namesOf(clientId: string): string[] {
  if (!URL.canParse(clientId)) return [clientId]
  const { origin, pathname } = new URL(clientId)
  return [clientId, `${origin}${pathname}`, `${origin}/`]
}
