import { apiKeyId, newApiKey } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { keyWithOtherSecret, keyWithTypo } from './forge-key.ts'

test('a typo breaks the checksum', async () => {
  const { key } = await newApiKey()
  expect(await apiKeyId(keyWithTypo(key))).toBeNull()
})

test('another secret keeps the id and the format', async () => {
  const { key, id } = await newApiKey()
  const forged = keyWithOtherSecret(key)
  expect(forged).not.toBe(key)
  expect(await apiKeyId(forged)).toBe(id)
})
