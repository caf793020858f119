import { newId } from '@chaperone/contracts'
import { openDatabase, openRevocations } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import {
  callTool,
  startServer,
  startTestIssuer,
  type TestIssuer,
  type TestServer,
} from '@chaperone/mcp-server-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

const alice = newId('user')

let database: TestDatabase
let issuer: TestIssuer
/** Two instances of one server, on one database. */
let instances: TestServer[]

beforeAll(async () => {
  database = await createTestDatabase()
  issuer = await startTestIssuer()
  const entry = new URL('./main.ts', import.meta.url)
  const start = () => startServer({ entry, issuer, databaseUrl: database.urlFor('tasks') })
  instances = await Promise.all([start(), start()])
})
afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.stop()))
  await issuer.close()
  await database.drop()
})

async function statuses(sid: string): Promise<number[]> {
  const answers = instances.map(({ resource }) => {
    const credential = issuer.token({ sub: alice, sid, audience: resource, scope: 'tasks:read' })
    return callTool({ resource, credential, tool: 'tasks_list_projects' })
  })
  return (await Promise.all(answers)).map(({ status }) => status)
}

test('tokens of a revoked session are refused by every instance, and those of another session are not', async () => {
  const web = openDatabase(database.urlFor('web'), { role: 'web' })
  const [ended, other] = [newId('session'), newId('session')]
  expect(await statuses(ended)).toEqual([200, 200])
  await openRevocations(web).revoke({ kind: 'session', id: ended })
  await expect.poll(() => statuses(ended), { timeout: 2_000, interval: 10 }).toEqual([401, 401])
  expect(await statuses(other)).toEqual([200, 200])
  await web.close()
})
