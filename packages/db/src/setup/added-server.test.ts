import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'

const ROLE = 'chaperone_notes'
const guide = readFileSync(join(import.meta.dirname, '../../../../docs/add-a-server.md'), 'utf8')

let testDatabase: TestDatabase
let notes: Client
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  await testDatabase.query(`CREATE ROLE ${ROLE} LOGIN PASSWORD 'p'`)
  await testDatabase.query(/```sql\n(.*?)```/s.exec(guide)?.[1] ?? '')
  const url = new URL(testDatabase.urlFor('admin'))
  Object.assign(url, { username: ROLE, password: 'p' })
  notes = new Client({ connectionString: url.href })
  await notes.connect()
})
afterAll(async () => {
  await notes.end()
  await testDatabase.query(`DROP OWNED BY ${ROLE}`)
  await testDatabase.drop()
  const cluster = await createTestDatabase()
  await cluster.query(`DROP ROLE ${ROLE}`)
  await cluster.drop()
})

async function as(ownerId: string, statement: string): Promise<unknown[]> {
  await notes.query('BEGIN')
  try {
    await notes.query("SELECT set_config('app.owner_id', $1, true)", [ownerId])
    const { rows } = await notes.query(statement)
    await notes.query('COMMIT')
    return rows
  } catch (error) {
    await notes.query('ROLLBACK')
    throw error
  }
}

test('a server that is added as the guide says has its rows, each owner’s own', async () => {
  await as('usr_alice', "INSERT INTO notes.notes (id, owner_id, title) VALUES ('note_1', 'usr_alice', 'Mine')")
  expect(await as('usr_alice', 'SELECT title FROM notes.notes')).toEqual([{ title: 'Mine' }])
  expect(await as('usr_bob', 'SELECT title FROM notes.notes')).toEqual([])
  const inHerName = "INSERT INTO notes.notes (id, owner_id, title) VALUES ('note_2', 'usr_alice', 'Planted')"
  await expect(as('usr_bob', inHerName)).rejects.toMatchObject({ code: '42501' })
})

test('it remembers calls, appends to the audit about itself, and reads revocations', async () => {
  await as(
    'usr_alice',
    `INSERT INTO notes.idempotency_keys (owner_id, tool, key, arguments_digest, expires_at)
     VALUES ('usr_alice', 'notes_create', 'k', 'd', now() + interval '1 hour');
     UPDATE notes.idempotency_keys SET result = '{}' WHERE key = 'k';
     INSERT INTO notes.used_request_states (owner_id, id, expires_at) VALUES ('usr_alice', 's', now());
     DELETE FROM notes.used_request_states WHERE expires_at <= now();`,
  )
  await notes.query("INSERT INTO audit.events (server, verdict, reason) VALUES ('notes', 'allowed', 'x')")
  const aboutAnother = notes.query(
    "INSERT INTO audit.events (server, verdict, reason) VALUES ('tasks', 'allowed', 'x')",
  )
  await expect(aboutAnother).rejects.toMatchObject({ code: '42501' })
  expect((await notes.query('SELECT * FROM access.revocations')).rows).toEqual([])
})

test('it reaches nothing of any other server', async () => {
  for (const table of ['tasks.tasks', 'calendar.events', 'weather.saved_places', 'identity.users', 'access.approvals'])
    await expect(notes.query(`SELECT * FROM ${table}`), table).rejects.toMatchObject({ code: '42501' })
})
