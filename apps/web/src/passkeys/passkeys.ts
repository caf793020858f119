import { recordEvent } from '../audit/record-event'
import { database } from '../database'

export interface PersonPasskey {
  id: string
  /** The browser that added it, in its own words. */
  agent: string
  /** Whether it may be on several devices of the person. */
  isSyncable: boolean
  createdAt: Date
  lastUsedAt: Date | null
}

/** The person's passkeys, the oldest first. */
export async function passkeysOf(userId: string): Promise<PersonPasskey[]> {
  return passkeys().findMany({
    where: { userId },
    orderBy: { createdAt: 'asc' },
    select: { id: true, agent: true, isSyncable: true, createdAt: true, lastUsedAt: true },
  })
}

export async function isPasskeyOf(userId: string, id: string): Promise<boolean> {
  return (await passkeys().count({ where: { id, userId } })) === 1
}

/** Takes a passkey of the person away. False when they have none of this name. */
export async function removePasskey(userId: string, id: string): Promise<boolean> {
  const { count } = await passkeys().deleteMany({ where: { id, userId } })
  if (count === 0) return false
  recordEvent({ server: 'web', subject: userId, isStranger: false, verdict: 'allowed', reason: 'passkey_removed' })
  return true
}

function passkeys() {
  return database().unowned.passkey
}
