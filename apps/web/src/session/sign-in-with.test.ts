import { expect, test } from 'vitest'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { credentialsFrom } from './auth-options.ts'

setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')

test('a stranger learns nothing of the database when it cannot be reached', async () => {
  const statuses: number[] = []
  const provider = credentialsFrom('203.0.113.7', 'a browser', (status) => statuses.push(status))
  const { authorize } = provider.options as unknown as { authorize(input: unknown): Promise<unknown> }
  await expect(authorize({ email: 'alice@example.com', password: 'x' })).rejects.toThrow(/^Unavailable$/)
  expect(statuses).toEqual([503])
})
