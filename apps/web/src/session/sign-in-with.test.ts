import { expect, test } from 'vitest'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { passwordFrom } from './sign-in-providers.ts'

setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')

test('a stranger learns nothing of the database when it cannot be reached', async () => {
  const statuses: number[] = []
  const provider = passwordFrom({ address: '203.0.113.7', headers: {}, cookies: {} }, (status) => statuses.push(status))
  const { authorize } = provider.options as unknown as { authorize(input: unknown): Promise<unknown> }
  await expect(authorize({ email: 'alice@example.com', password: 'x' })).rejects.toThrow(/^Unavailable$/)
  expect(statuses).toEqual([503])
})
