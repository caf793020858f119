import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { connectAdministrator } from './connect-administrator.ts'
import { ensureRoles } from './ensure-roles.ts'

const passwords = { web: 'w', weather: 'w', calendar: 'c', tasks: 't' }

let testDatabase: TestDatabase
let superuser: Client
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  superuser = await connectAdministrator(testDatabase.urlFor('admin'))
})
afterAll(async () => {
  await superuser.end()
  await testDatabase.drop()
})

function urlAs(user: string, password: string): string {
  const url = new URL(testDatabase.urlFor('admin'))
  url.username = user
  url.password = password
  return url.href
}

test('an unreachable server is explained in one sentence without the password', async () => {
  const attempt = connectAdministrator('postgresql://someone:secret-word@127.0.0.1:1/db')
  await expect(attempt).rejects.toThrow('Cannot connect to PostgreSQL at 127.0.0.1:1/db: nothing listens there')
  await expect(attempt).rejects.not.toThrow('secret-word')
})

test('a wrong password and a missing database are explained', async () => {
  await expect(connectAdministrator(urlAs('chaperone_admin', 'wrong'))).rejects.toThrow('user or password is wrong')
  const missing = testDatabase.urlFor('admin').replace(/[^/]+$/, 'missing')
  await expect(connectAdministrator(missing)).rejects.toThrow('that database does not exist')
})

test('something that is no address is explained', async () => {
  await expect(connectAdministrator('localhost')).rejects.toThrow('DATABASE_URL is not an address like')
})

test('an account without CREATEROLE is told what it lacks', async () => {
  await superuser.query("CREATE ROLE powerless LOGIN PASSWORD 'p'")
  const client = await connectAdministrator(urlAs('powerless', 'p'))
  await expect(ensureRoles(client, passwords)).rejects.toThrow(/powerless|belongs to someone else/)
  await client.end()
  await superuser.query('DROP ROLE powerless')
})

test('a role of ours that could bypass row-level security is refused', async () => {
  await superuser.query('BEGIN')
  await superuser.query('ALTER ROLE chaperone_tasks BYPASSRLS')
  await expect(ensureRoles(superuser, passwords)).rejects.toThrow('The role chaperone_tasks can bypass')
  await superuser.query('ROLLBACK')
})

test('a role signs in with its password and with no other', async () => {
  const right = new Client({ connectionString: testDatabase.urlFor('tasks') })
  await right.connect()
  await right.end()
  const wrong = new Client({ connectionString: urlAs('chaperone_tasks', 'guess') })
  await expect(wrong.connect()).rejects.toThrow('password authentication failed')
})
