import { database } from '../database'

/** What makes a client one that is used: something a person has allowed it, or a request that a person is deciding on. */
const USES = ['Grant', 'Interaction'] as const
export type Use = (typeof USES)[number]

/**
 * Those of these clients that are in use now.
 *
 * @param uses which kinds count; strangers can begin a request, and cannot allow anything
 */
export async function clientsInUse(ids: readonly string[], uses: readonly Use[] = USES): Promise<Set<string>> {
  const rows = await database().unowned.oidcRecord.findMany({
    where: { clientId: { in: [...ids] }, model: { in: [...uses] }, expiresAt: { gt: new Date() } },
    distinct: ['clientId'],
    select: { clientId: true },
  })
  return new Set(rows.flatMap(({ clientId }) => clientId ?? []))
}
