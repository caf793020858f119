import { createHash } from 'node:crypto'
import { PASSWORD_LINK_SECONDS } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { database } from '../database.ts'
import { auditOf, useWebDatabase } from '../testing/web-database.ts'
import { isPasswordRight } from './password.ts'
import { holderOf, setPasswordByLink } from './password-link.ts'

const person = { id: 'usr_dana', email: 'dana@acme.example' }
const CHOSEN = 'harbour lantern seven quiet'

useWebDatabase(person)

async function linkFor(token: string, seconds = PASSWORD_LINK_SECONDS): Promise<string> {
  const tokenHash = createHash('sha256').update(token).digest('hex')
  const row = { tokenHash, expiresAt: new Date(Date.now() + seconds * 1_000) }
  const { passwordLink } = database().unowned
  await passwordLink.upsert({ where: { userId: person.id }, create: { userId: person.id, ...row }, update: row })
  return token
}

async function passwordHash(): Promise<string | null> {
  return (await database().unowned.user.findUniqueOrThrow({ where: { id: person.id } })).passwordHash
}

test('a link that is over sets nothing', async () => {
  const token = await linkFor('over', -1)
  expect(await holderOf(token)).toBeNull()
  expect(await setPasswordByLink(token, CHOSEN)).toBe('over')
  expect(await passwordHash()).toBe('none')
})

test('a password that is refused leaves the link as it was', async () => {
  const token = await linkFor('kept')
  expect(await setPasswordByLink(token, 'short')).toBe('short')
  expect((await holderOf(token))?.email).toBe(person.email)
})

test('of eight who follow one link at once, one sets a password', async () => {
  const token = await linkFor('once')
  const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => setPasswordByLink(token, `${CHOSEN} ${n}`)))
  expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(1)
  expect(await isPasswordRight(await passwordHash(), `${CHOSEN} ${outcomes.indexOf('changed')}`)).toBe(true)
  expect((await auditOf(person.id)).map(({ reason }) => reason)).toEqual(['password_set_by_link'])
})

test('whose password the operator took away is not new here, if anything ends with the next one', async () => {
  const { passkey, user } = database().unowned
  await user.update({ where: { id: person.id }, data: { passwordHash: null } })
  const token = await linkFor('after a reset')
  expect((await holderOf(token))?.isNew).toBe(true)
  const key = { publicKey: new Uint8Array(1), counter: 0, isSyncable: true, agent: '' }
  await passkey.create({ data: { id: 'of before', userId: person.id, ...key } })
  expect((await holderOf(token))?.isNew).toBe(false)
})

test('what signed the person in, or acts for them, ends', async () => {
  const token = await linkFor('ends')
  const userId = person.id
  const { webSession, passkey, externalIdentity } = database().unowned
  await webSession.create({ data: { id: 'ses_old', userId, agent: '', network: '' } })
  const key = { publicKey: new Uint8Array(1), counter: 0, isSyncable: true, agent: '' }
  await passkey.create({ data: { id: 'planted', userId, ...key } })
  await externalIdentity.create({ data: { issuer: 'https://id.example', subject: 's', userId } })
  expect(await setPasswordByLink(token, CHOSEN)).toBe('changed')
  const left = await Promise.all([webSession.count(), passkey.count(), externalIdentity.count()])
  expect(left).toEqual([0, 0, 0])
})

test('somebody who had no password is told of their first one', async () => {
  await database().unowned.user.update({ where: { id: person.id }, data: { passwordHash: null } })
  const token = await linkFor('first')
  expect((await holderOf(token))?.isNew).toBe(true)
  expect(await setPasswordByLink(token, CHOSEN)).toBe('first_password')
})
