import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DatabaseRole } from './index.ts'
import { createTestDatabase, type TestDatabase } from './testing/index.ts'

const servers = ['weather', 'calendar', 'tasks'] as const
/** Of everybody: what a place's weather was when it was last asked for. */
const UNOWNED = ['weather.cache']

let testDatabase: TestDatabase
beforeAll(async () => {
  testDatabase = await createTestDatabase()
})
afterAll(() => testDatabase.drop())

async function sql(role: DatabaseRole | 'admin', statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: testDatabase.urlFor(role) })
  await client.connect()
  return client
    .query(statement)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

test('every table of a server, and every one with an owner, has forced row-level security', async () => {
  const unprotected = await sql(
    'admin',
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'owner_id'
     WHERE c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
       AND (a.attname IS NOT NULL OR c.relnamespace::regnamespace::text IN ('${servers.join("', '")}'))`,
  )
  expect(unprotected.map(({ name }) => name)).toEqual(UNOWNED)
})

test('no role of ours can look past row-level security, make roles or make databases', async () => {
  const powerful = await sql(
    'admin',
    `SELECT rolname FROM pg_roles WHERE rolname LIKE 'chaperone%' AND rolname <> 'chaperone_admin'
     AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)`,
  )
  expect(powerful).toEqual([])
})

test.each(servers)(
  '%s, taken over, can lock no table of another, and none of all against those who write there',
  async (role) => {
    const others = await sql(
      'admin',
      `SELECT relnamespace::regnamespace || '.' || relname AS name FROM pg_class WHERE relkind IN ('r', 'p')
     AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema', '${role}')`,
    )
    expect(others.length).toBeGreaterThan(20)
    for (const { name } of others) {
      const locking = sql(role, `BEGIN; LOCK TABLE ${name} IN SHARE MODE NOWAIT`)
      await expect(locking, `${name}`).rejects.toMatchObject({ code: '42501' })
    }
  },
)

test('no function that runs with more rights than its caller’s, or is called by one, looks at what the caller made', async () => {
  const functions = await sql(
    'admin',
    `SELECT proname AS name, prosecdef AS "isDefiner", proconfig AS settings FROM pg_proc
     WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace OR pronamespace = 'audit'::regnamespace ORDER BY proname`,
  )
  // A schema for temporary things that is not named is looked at first.
  const settings = ['search_path=pg_catalog, pg_temp']
  expect(functions).toEqual([
    { name: 'link_rows', isDefiner: true, settings },
    { name: 'text_of', isDefiner: false, settings },
  ])
})

test('a role that may make temporary types gets no rights of the audit’s owner by them', async () => {
  await testDatabase.query(
    `GRANT TEMPORARY ON DATABASE "${new URL(testDatabase.urlFor('admin')).pathname.slice(1)}" TO chaperone_tasks`,
  )
  const trap = `
    CREATE FUNCTION pg_temp.spring(v pg_catalog.text) RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN EXECUTE 'GRANT USAGE ON SCHEMA calendar TO chaperone_tasks'; RETURN true; END $$;
    CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (pg_temp.spring(VALUE));
    INSERT INTO audit.events (server, verdict, reason) VALUES ('tasks', 'allowed', 'trap');`
  await sql('tasks', trap)
  const [usage] = await sql('admin', "SELECT has_schema_privilege('chaperone_tasks', 'calendar', 'USAGE') AS is_given")
  expect(usage).toEqual({ is_given: false })
})
