import type { Provider } from 'oidc-provider'
import { expect, test, vi } from 'vitest'
import { database } from '../database.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { authorizationServer } from './provider.ts'
import { hashOf, RecordAdapter } from './record-adapter.ts'

useWebDatabase({ id: 'usr_a', email: 'a@example.com' })

interface ReplayDetection {
  unique(issuer: string, jti: string, exp: number): Promise<boolean>
}

test('of several uses of one assertion at the same moment one is the first, and no later one is', async () => {
  const { ReplayDetection } = (await authorizationServer()) as Provider & { ReplayDetection: ReplayDetection }
  const use = () => ReplayDetection.unique('https://client.example', 'one', Math.floor(Date.now() / 1_000) + 60)
  const uses = await Promise.allSettled(Array.from({ length: 8 }, use))
  expect(uses.filter((one) => one.status === 'fulfilled' && one.value)).toHaveLength(1)
  expect(await use()).toBe(false)
})

test('of several who come back with one decision at the same moment one goes on, and none brings it back', async () => {
  const interactions = new RecordAdapter('Interaction')
  await interactions.upsert('asked', { params: { client_id: 'c' } }, 60)
  await interactions.upsert('asked', { params: { client_id: 'c' }, result: { error: 'access_denied' } }, 60)
  const ways = await Promise.allSettled(Array.from({ length: 8 }, () => interactions.destroy('asked')))
  expect(ways.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(interactions.upsert('asked', { result: { error: 'access_denied' } }, 60)).rejects.toThrow(
    'invalid_request',
  )
  expect(await interactions.find('asked')).toBeUndefined()
})

test('what is over is taken away by those who begin something, once a minute', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const interactions = new RecordAdapter('Interaction')
  const over = { model: 'Session', payload: {}, expiresAt: new Date(Date.now() - 1_000) }
  const isKept = (id: string) => database().unowned.oidcRecord.count({ where: { idHash: hashOf(id) } })
  const begin = async (id: string) => {
    await database().unowned.oidcRecord.create({ data: { ...over, idHash: hashOf(id) } })
    await interactions.upsert(`interaction of ${id}`, {}, 60)
    return isKept(id)
  }
  vi.advanceTimersByTime(60 * 60_000)
  expect(await begin('first')).toBe(0)
  expect(await begin('second')).toBe(1)
  vi.advanceTimersByTime(61_000)
  expect(await begin('third')).toBe(0)
  expect(await isKept('second')).toBe(0)
  expect(await isKept('interaction of third')).toBe(1)
  vi.useRealTimers()
})
