import type { Provider } from 'oidc-provider'
import { expect, test } from 'vitest'
import { useWebDatabase } from '../testing/web-database.ts'
import { authorizationServer } from './provider.ts'

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
