import type { Prisma } from '@chaperone/db'
import { database } from '../database'

/** What can make a client one that is used. */
const USES = {
  /** Something that a person has allowed it. */
  allowed: { model: 'Grant' },
  /** A request that a person who is signed in has looked at. */
  opened: { model: 'Interaction', accountId: { not: null } },
  /** Any request: strangers begin as many as they like. */
  begun: { model: 'Interaction' },
} as const satisfies Record<string, Prisma.OidcRecordWhereInput>
export type Use = keyof typeof USES

/** Those of these clients that are in use now. */
export async function clientsInUse(ids: readonly string[], uses: readonly Use[]): Promise<Set<string>> {
  const OR = uses.map((use) => USES[use])
  const rows = await database().unowned.oidcRecord.findMany({
    where: { clientId: { in: [...ids] }, OR, expiresAt: { gt: new Date() } },
    distinct: ['clientId'],
    select: { clientId: true },
  })
  return new Set(rows.flatMap(({ clientId }) => clientId ?? []))
}
