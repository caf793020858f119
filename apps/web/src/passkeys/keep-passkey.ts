import { PASSKEYS_PER_PERSON } from '@chaperone/contracts'
import { database } from '../database'
import type { SignedInPerson } from '../session/current-person'
import { lockPerson } from '../session/lock-person'

export type PasskeyAddition = 'added' | 'invalid' | 'too_many'

interface NewPasskey {
  id: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  isSyncable: boolean
  transports: string[]
  agent: string
}

/**
 * Keeps a passkey for whoever is signed in with this session, if they still are when nothing else can change it: who
 * sets a password by link meanwhile has ended the session, and is not to find a passkey of it afterwards.
 */
export function keepPasskey(
  { id: userId, sessionId }: Pick<SignedInPerson, 'id' | 'sessionId'>,
  passkey: NewPasskey,
): Promise<PasskeyAddition> {
  return database().transaction(async (tx) => {
    await lockPerson(tx, userId)
    if ((await tx.webSession.count({ where: { id: sessionId, userId } })) === 0) return 'invalid'
    // Asked with the question as well; of many that were asked at once, each was told that there is room.
    if ((await tx.passkey.count({ where: { userId } })) >= PASSKEYS_PER_PERSON) return 'too_many'
    // WebAuthn §7.1 step 25: whoever has this one already keeps it.
    const { count } = await tx.passkey.createMany({ data: { ...passkey, userId }, skipDuplicates: true })
    return count === 1 ? 'added' : 'invalid'
  })
}
