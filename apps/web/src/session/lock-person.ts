import type { Transaction } from '@chaperone/db'

/**
 * Until the transaction ends, nothing else begins or changes with which this person signs in: a new session, passkey or
 * identity waits for the row that it refers to, and so does whoever locks it as well.
 *
 * @see PostgreSQL 18, §13.3.2: FOR UPDATE, and the FOR KEY SHARE of a foreign key
 */
export async function lockPerson(tx: Transaction, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM identity.users WHERE id = ${userId} FOR UPDATE`
}
