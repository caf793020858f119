import { database } from '../database'

/** Whether a person has a password. Somebody who signs in by another service may have none, and so none to show. */
export async function hasPassword(userId: string): Promise<boolean> {
  return (await database().unowned.user.count({ where: { id: userId, passwordHash: { not: null } } })) === 1
}
