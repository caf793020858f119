import { PASSKEYS_PER_PERSON } from '@chaperone/contracts'
import { beforeEach, expect, test } from 'vitest'
import { database } from '../database.ts'
import { lockPerson } from '../session/lock-person.ts'
import { endSessions } from '../session/sessions.ts'
import { useWebDatabase, waitingForLocks } from '../testing/web-database.ts'
import { keepPasskey } from './keep-passkey.ts'

const person = { id: 'usr_dana', sessionId: 'ses_dana' }
useWebDatabase({ id: person.id, email: 'dana@acme.example' })

beforeEach(async () => {
  const { passkey, webSession } = database().unowned
  await Promise.all([passkey.deleteMany(), webSession.deleteMany()])
  await webSession.create({ data: { id: person.sessionId, userId: person.id, agent: '', network: '' } })
})

function keep(id: string) {
  const key = { publicKey: new Uint8Array(1), counter: 0, isSyncable: true, transports: [], agent: '' }
  return keepPasskey(person, { id, ...key })
}

function passkeys(): Promise<number> {
  return database().unowned.passkey.count()
}

test('a passkey that is added while its session ends is not kept', async () => {
  let added: ReturnType<typeof keep> | undefined
  await database().transaction(async (tx) => {
    await lockPerson(tx, person.id)
    added = keep('planted')
    // Until it waits: then it has read all that it reads before.
    await expect.poll(waitingForLocks, { interval: 10, timeout: 10_000 }).toBe(1)
    await tx.passkey.deleteMany({ where: { userId: person.id } })
    await endSessions(person.id, 'all', tx)
  })
  expect(await added).toBe('invalid')
  expect(await passkeys()).toBe(0)
})

test('of many that are added at once, no more are kept than a person may have', async () => {
  const outcomes = await Promise.all(Array.from({ length: PASSKEYS_PER_PERSON + 5 }, (_, n) => keep(`key ${n}`)))
  expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(PASSKEYS_PER_PERSON)
  expect(outcomes.filter((outcome) => outcome === 'too_many')).toHaveLength(5)
  expect(await passkeys()).toBe(PASSKEYS_PER_PERSON)
})
