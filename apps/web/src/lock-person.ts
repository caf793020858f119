import type { OwnerTransaction } from '@chaperone/db'

/**
 * Makes transactions of one person that call this wait for each other. It is the person's row that is locked, which no
 * server's role can do; an advisory lock is anybody's.
 *
 * @throws Error when the person has been deleted
 */
export async function lockPerson(tx: OwnerTransaction, ownerId: string): Promise<void> {
  const locked = await tx.$executeRaw`SELECT FROM identity.users WHERE id = ${ownerId} FOR NO KEY UPDATE`
  if (locked !== 1) throw new Error('there is no such person any more')
}
