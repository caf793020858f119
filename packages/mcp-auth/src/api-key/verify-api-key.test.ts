import { newApiKey } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { verifyApiKey } from './verify-api-key.ts'

test.each([
  ['svc_team', true],
  ['usr_alice', false],
  ['', false],
])('a key on record for the account "%s" is accepted: %s', async (serviceAccountId, isAccepted) => {
  const { id, key, hash } = await newApiKey()
  const expiresAt = new Date(Date.now() + 60_000)
  const stored = { id, hash, serviceAccountId, clientId: 'team', scopes: ['calendar:read'], expiresAt, revokedAt: null }
  expect(await verifyApiKey(key, { find: async () => stored, recordUse() {} })).toBe(isAccepted ? stored : null)
})
