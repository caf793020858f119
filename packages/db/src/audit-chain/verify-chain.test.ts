import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openAuditLog, openDatabase } from '../index.ts'
import { connectAdministrator } from '../setup/connect-administrator.ts'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import { verifyChain } from './verify-chain.ts'

const row = {
  subject: 'usr_alice',
  actor: null,
  clientId: null,
  keyId: null,
  tool: 'tasks_list',
  argumentsDigest: null,
  verdict: 'allowed',
  reason: 'quotes " and \\ and ü',
  traceId: null,
}

let testDatabase: TestDatabase
let databases: Database[]
let administrator: Awaited<ReturnType<typeof connectAdministrator>>

beforeEach(async () => {
  testDatabase = await createTestDatabase()
  administrator = await connectAdministrator(testDatabase.urlFor('admin'))
  const web = openDatabase(testDatabase.urlFor('web'), { role: 'web' })
  const tasks = openDatabase(testDatabase.urlFor('tasks'), { role: 'tasks' })
  databases = [web, tasks]
  const [ofWeb, ofTasks] = [openAuditLog(web, 'web', () => {}), openAuditLog(tasks, 'tasks', () => {})]
  for (let n = 0; n < 5; n += 1) ofTasks.record(row)
  await ofTasks.flush()
  await Promise.all(
    Array.from({ length: 20 }, () => web.withOwner({ ownerId: 'usr_alice' }, (tx) => ofWeb.recordIn(tx, row))),
  )
})
afterEach(async () => {
  await Promise.all([administrator.end(), ...databases.map((database) => database.close())])
  await testDatabase.drop()
})

/** As whoever owns the database, past every right and trigger. */
async function tamper(sql: string): Promise<void> {
  await administrator.query(`SET session_replication_role = replica; ${sql}; SET session_replication_role = DEFAULT`)
}

async function problems(anchors?: Parameters<typeof verifyChain>[1]) {
  return (await verifyChain(administrator, anchors)).problems
}

test('every row is in the chain of its writer, also of those that were written at once', async () => {
  expect(await verifyChain(administrator)).toMatchObject({
    rows: 25,
    problems: [],
    heads: [
      { writer: 'chaperone_tasks', position: 1 },
      { writer: 'chaperone_web', position: 20 },
    ],
  })
})

test.each([
  ['is changed', "UPDATE audit.events SET verdict = 'refused' WHERE sequence = 3"],
  ['is dated back', "UPDATE audit.events SET at = at - interval '1 day' WHERE sequence = 3"],
  ['is removed', 'DELETE FROM audit.events WHERE sequence = 3'],
])('a row that %s is found', async (_how, sql) => {
  await tamper(sql)
  expect(await problems()).toMatchObject([{ writer: 'chaperone_tasks', position: 1, what: 'rows changed or removed' }])
})

test('a row that is slipped in past the trigger is found', async () => {
  await tamper(
    `INSERT INTO audit.events (writer, server, verdict, reason) VALUES ('chaperone_web', 'web', 'allowed', 'x')`,
  )
  expect(await problems()).toMatchObject([{ writer: 'chaperone_web', what: 'row without a link' }])
})

test('a link that is removed with its row is found', async () => {
  await tamper(`DELETE FROM audit.events USING audit.links
    WHERE links.writer = 'chaperone_web' AND links.position = 7 AND events.sequence = ANY (links.sequences);
    DELETE FROM audit.links WHERE writer = 'chaperone_web' AND position = 7`)
  expect((await problems()).map(({ what }) => what)).toContain('link missing')
})

test('an end that is cut off is found; and if its head is moved as well, by the head that was kept elsewhere', async () => {
  const { heads } = await verifyChain(administrator)
  const cut = `DELETE FROM audit.events USING audit.links
    WHERE links.writer = 'chaperone_web' AND links.position > 15 AND events.sequence = ANY (links.sequences);
    DELETE FROM audit.links WHERE writer = 'chaperone_web' AND position > 15`
  await tamper(cut)
  expect(await problems()).toMatchObject([{ writer: 'chaperone_web', what: 'end cut off' }])
  await tamper(`UPDATE audit.heads SET position = 15, hash = links.hash FROM audit.links
    WHERE heads.writer = 'chaperone_web' AND links.writer = 'chaperone_web' AND links.position = 15`)
  expect(await problems()).toEqual([])
  expect(await problems(heads)).toMatchObject([{ writer: 'chaperone_web', what: 'end cut off' }])
})

test('an owner that is held to row-level security reads every row; anybody else is told, instead of finding rows removed', async () => {
  await administrator.query(`CREATE ROLE plain_owner; GRANT USAGE, CREATE ON SCHEMA audit TO plain_owner;
    ALTER TABLE audit.events OWNER TO plain_owner; ALTER POLICY owner_reads ON audit.events TO plain_owner;
    GRANT SELECT ON ALL TABLES IN SCHEMA audit TO plain_owner;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA audit TO plain_owner`)
  await administrator.query('CREATE ROLE onlooker; GRANT USAGE ON SCHEMA audit TO onlooker')
  await administrator.query('GRANT SELECT ON ALL TABLES IN SCHEMA audit TO onlooker')
  try {
    await administrator.query('SET ROLE plain_owner')
    expect(await verifyChain(administrator)).toMatchObject({ rows: 25, problems: [] })
    await administrator.query('SET ROLE onlooker')
    await expect(verifyChain(administrator)).rejects.toThrow('Only the owner of the database can verify its audit')
  } finally {
    await administrator.query('RESET ROLE; DROP OWNED BY onlooker; DROP OWNED BY plain_owner CASCADE')
    await administrator.query('DROP ROLE onlooker; DROP ROLE plain_owner')
  }
})

test('no role of ours can read, write or forge a link', async () => {
  for (const database of databases) {
    for (const table of ['links', 'heads', 'chain_start']) {
      await expect(database.unowned.$queryRawUnsafe(`SELECT * FROM audit.${table}`)).rejects.toThrow(/42501/)
      await expect(database.unowned.$executeRawUnsafe(`DELETE FROM audit.${table}`)).rejects.toThrow(/42501/)
    }
  }
})
