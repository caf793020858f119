import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, type DatabaseRole, openDatabase } from '../index.ts'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { openRevocations } from './revocations.ts'

const servers = ['weather', 'calendar', 'tasks'] as const

let testDatabase: TestDatabase
let web: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  web = openDatabase(testDatabase.urlFor('web'), { role: 'web' })
})
afterAll(async () => {
  await web.close()
  await testDatabase.drop()
})

async function sql(role: DatabaseRole | 'admin', statement: string) {
  const client = new Client({ connectionString: testDatabase.urlFor(role) })
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}

test('what is revoked is known to every role, and nothing else is', async () => {
  await openRevocations(web).revoke({ kind: 'session', id: 'ses_a' })
  await openRevocations(web).revoke({ kind: 'session', id: 'ses_a' })
  for (const role of ['web', ...servers] as const) {
    const database = openDatabase(testDatabase.urlFor(role), { role, connections: 1 })
    const { isRevoked } = openRevocations(database)
    expect(await isRevoked([{ kind: 'session', id: 'ses_a' }])).toBe(true)
    expect(
      await isRevoked([
        { kind: 'grant', id: 'other' },
        { kind: 'session', id: 'ses_a' },
      ]),
    ).toBe(true)
    expect(await isRevoked([{ kind: 'grant', id: 'ses_a' }])).toBe(false)
    expect(await isRevoked([{ kind: 'session', id: 'ses_b' }])).toBe(false)
    expect(await isRevoked([])).toBe(false)
    await database.close()
  }
})

test.each(servers)('the %s server cannot revoke, take back or change a revocation', async (role) => {
  await openRevocations(web).revoke({ kind: 'grant', id: 'kept' })
  await expect(
    sql(role, "INSERT INTO access.revocations (kind, id) VALUES ('session', 'ses_x')"),
  ).rejects.toMatchObject({ code: '42501' })
  await expect(sql(role, 'DELETE FROM access.revocations')).rejects.toMatchObject({ code: '42501' })
  await expect(sql(role, "UPDATE access.revocations SET id = 'x'")).rejects.toMatchObject({ code: '42501' })
})

test('the web app cannot take a revocation back, date it otherwise, or change it; one that is over goes by itself', async () => {
  const revocations = openRevocations(web)
  await revocations.revoke({ kind: 'session', id: 'ses_fresh' })
  await sql('admin', "INSERT INTO access.revocations VALUES ('session', 'ses_old', now() - interval '14 hours')")
  expect((await sql('web', "DELETE FROM access.revocations WHERE id = 'ses_fresh'")).rowCount).toBe(0)
  await expect(sql('web', "UPDATE access.revocations SET id = 'x'")).rejects.toMatchObject({ code: '42501' })
  await expect(
    sql('web', "INSERT INTO access.revocations VALUES ('session', 'ses_early', now() - interval '14 hours')"),
  ).rejects.toMatchObject({ code: '42501' })

  await revocations.revoke({ kind: 'session', id: 'ses_next' })
  expect(await revocations.isRevoked([{ kind: 'session', id: 'ses_fresh' }])).toBe(true)
  expect(await revocations.isRevoked([{ kind: 'session', id: 'ses_old' }])).toBe(false)
})
