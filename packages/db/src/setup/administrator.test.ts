import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openDatabase } from '../database.ts'
import { databaseRoles } from '../database-role.ts'
import { requireRole } from '../require-role.ts'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { connectAdministrator } from './connect-administrator.ts'
import { ensureRoles } from './ensure-roles.ts'
import { roleUrl } from './role-url.ts'
import { setUpDatabase } from './set-up-database.ts'

const migrationsDirectory = join(import.meta.dirname, '../../../../prisma/migrations')
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

test('a missing password is explained', async () => {
  const attempt = connectAdministrator(urlAs('chaperone_admin', ''))
  await expect(attempt).rejects.toThrow('it asks for a password, and DATABASE_URL has none')
})

test('a wrong password and a missing database are explained', async () => {
  await expect(connectAdministrator(urlAs('chaperone_admin', 'wrong'))).rejects.toThrow('user or password is wrong')
  const missing = testDatabase.urlFor('admin').replace(/[^/]+$/, 'missing')
  await expect(connectAdministrator(missing)).rejects.toThrow('that database does not exist')
})

test.each(['localhost', 'http://user:secret-word@127.0.0.1:5432/db', 'mysql://127.0.0.1/db'])(
  '%s is no address of a PostgreSQL, and the answer says what one looks like',
  async (text) => {
    const attempt = connectAdministrator(text)
    await expect(attempt).rejects.toThrow('DATABASE_URL is not an address like postgresql://')
    await expect(attempt).rejects.not.toThrow('secret-word')
  },
)

test.each(['user=postgres', 'password=p', 'options=-c%20role%3Dpostgres'])(
  'an address with ?%s is refused: it would count for every role',
  async (parameter) => {
    const attempt = connectAdministrator(`${testDatabase.urlFor('admin')}?${parameter}`)
    await expect(attempt).rejects.toThrow(`DATABASE_URL has the parameter ${parameter.split('=')[0]}`)
  },
)

test('a role’s address names that role alone, and keeps how to connect', () => {
  const url = roleUrl('postgresql://a:b@host/db?user=c&password=d&options=e&sslmode=verify-full', 'tasks', 'p')
  expect(url).toBe('postgresql://chaperone_tasks:p@host/db?sslmode=verify-full')
})

test('a process whose role can look past row-level security gets no connection', async () => {
  await superuser.query("CREATE ROLE chaperone_lax LOGIN BYPASSRLS PASSWORD 'p'")
  const client = await connectAdministrator(urlAs('chaperone_lax', 'p'))
  await expect(requireRole(client, 'chaperone_lax')).rejects.toThrow('can look past row-level security')
  await client.end()
  await superuser.query('DROP ROLE chaperone_lax')
})

test('a process whose role may not append to the audit gets no connection', async () => {
  await superuser.query("CREATE ROLE chaperone_mute LOGIN PASSWORD 'p'")
  const client = await connectAdministrator(urlAs('chaperone_mute', 'p'))
  await expect(requireRole(client, 'chaperone_mute')).rejects.toThrow('may not append to the audit')
  await client.end()
  await superuser.query('DROP ROLE chaperone_mute')
})

test('an account without CREATEROLE is told what it lacks', async () => {
  await superuser.query("CREATE ROLE powerless LOGIN PASSWORD 'p'")
  const client = await connectAdministrator(urlAs('powerless', 'p'))
  await expect(ensureRoles(client, passwords)).rejects.toThrow('GRANT chaperone_web TO powerless WITH ADMIN OPTION')
  await client.end()
  await superuser.query('DROP ROLE powerless')
})

test('an account with CREATEROLE that owns an empty database is enough to set everything up', async () => {
  const { rolePasswords } = inject('testCluster')
  await superuser.query("CREATE ROLE operator LOGIN CREATEROLE PASSWORD 'p'")
  const roles = Object.values(databaseRoles).join(', ')
  // As if it had created them itself, on a cluster of its own.
  await superuser.query(`GRANT ${roles} TO operator WITH ADMIN OPTION, INHERIT FALSE, SET FALSE`)
  await superuser.query('CREATE DATABASE operators OWNER operator')
  const administratorUrl = urlAs('operator', 'p').replace(/[^/]+$/, 'operators')

  const first = await setUpDatabase({ administratorUrl, migrationsDirectory, passwords: rolePasswords })
  expect(first.length).toBeGreaterThan(0)
  expect(await setUpDatabase({ administratorUrl, migrationsDirectory, passwords: rolePasswords })).toEqual([])
  const { rows } = await superuser.query(
    "SELECT has_database_privilege('chaperone_tasks', 'operators', 'TEMPORARY') AS may_make_temporary_tables",
  )
  expect(rows).toEqual([{ may_make_temporary_tables: false }])
  const database = openDatabase(roleUrl(administratorUrl, 'tasks', rolePasswords.tasks), {
    role: 'tasks',
    connections: 1,
  })
  expect(await database.withOwner({ ownerId: 'usr_alice' }, (tx) => tx.project.findMany())).toEqual([])
  await database.close()

  await superuser.query('DROP DATABASE operators WITH (FORCE)')
  await superuser.query(`REVOKE ${roles} FROM operator`)
  await superuser.query('DROP ROLE operator')
})

test('an account that does not own the database is told what its owner has to do', async () => {
  const { rolePasswords } = inject('testCluster')
  const roles = Object.values(databaseRoles).join(', ')
  await superuser.query("CREATE ROLE guest LOGIN CREATEROLE PASSWORD 'p'")
  await superuser.query(`GRANT ${roles} TO guest WITH ADMIN OPTION, INHERIT FALSE, SET FALSE`)
  await superuser.query('CREATE DATABASE lent')
  await superuser.query('GRANT CREATE ON DATABASE lent TO guest')
  const administratorUrl = urlAs('guest', 'p').replace(/[^/]+$/, 'lent')

  const attempt = setUpDatabase({ administratorUrl, migrationsDirectory, passwords: rolePasswords })
  await expect(attempt).rejects.toThrow('run REVOKE TEMPORARY ON DATABASE "lent" FROM PUBLIC')

  await superuser.query('DROP DATABASE lent WITH (FORCE)')
  await superuser.query(`REVOKE ${roles} FROM guest`)
  await superuser.query('DROP ROLE guest')
})

test.each(['postgres', 'template1'])(
  'in a cluster of ours no role connects to the database %s, where it could meet others',
  async (name) => {
    const { rolePasswords } = inject('testCluster')
    for (const role of ['weather', 'calendar', 'tasks', 'web'] as const) {
      const url = roleUrl(testDatabase.urlFor('admin'), role, rolePasswords[role]).replace(/[^/]+$/, name)
      const client = new Client({ connectionString: url })
      await expect(client.connect()).rejects.toMatchObject({ code: '42501' })
    }
  },
)

test('a role of ours that could bypass row-level security is refused', async () => {
  await superuser.query('BEGIN')
  await superuser.query('ALTER ROLE chaperone_tasks BYPASSRLS')
  await expect(ensureRoles(superuser, passwords)).rejects.toThrow('The role chaperone_tasks can bypass')
  await superuser.query('ROLLBACK')
})

test('no role may take more than a quarter of the connections, and a limit that somebody set stays', async () => {
  const limits = 'SELECT rolconnlimit FROM pg_roles WHERE rolname = ANY ($1) ORDER BY rolconnlimit'
  const limitsNow = async () =>
    (await superuser.query(limits, [Object.values(databaseRoles)])).rows.map((row) => row.rolconnlimit)
  await superuser.query('BEGIN')
  await superuser.query('ALTER ROLE chaperone_web CONNECTION LIMIT 30')
  await superuser.query('ALTER ROLE chaperone_tasks CONNECTION LIMIT -1')
  await ensureRoles(superuser, passwords)
  // The test cluster has 300 connections.
  expect(await limitsNow()).toEqual([30, 72, 72, 72])
  await superuser.query('ROLLBACK')
})

test('a role signs in with its password and with no other', async () => {
  const right = new Client({ connectionString: testDatabase.urlFor('tasks') })
  await right.connect()
  await right.end()
  const wrong = new Client({ connectionString: urlAs('chaperone_tasks', 'guess') })
  await expect(wrong.connect()).rejects.toThrow('password authentication failed')
})
