import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, type DatabaseRole, openCallStore, openDatabase } from './index.ts'
import { createTestDatabase, type TestDatabase } from './testing/index.ts'

const alice = { ownerId: 'usr_alice', email: 'alice@example.com' }
const bob = { ownerId: 'usr_bob', email: 'bob@example.com' }
const carol = { ownerId: 'usr_carol', email: 'carol@example.com' }

let testDatabase: TestDatabase
const databases = {} as Record<DatabaseRole, Database>

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  for (const role of ['web', 'weather', 'calendar', 'tasks'] as const) {
    databases[role] = openDatabase(testDatabase.urlFor(role), { role, connections: 4 })
  }
})

afterAll(async () => {
  for (const database of Object.values(databases)) await database.close()
  await testDatabase.drop()
})

/** Runs one statement as a role, outside Prisma, and answers its rows. */
async function sql(role: DatabaseRole | 'admin', statement: string, values: unknown[] = []) {
  const client = new Client({ connectionString: testDatabase.urlFor(role) })
  await client.connect()
  try {
    return (await client.query(statement, values)).rows
  } finally {
    await client.end()
  }
}

/** The refusal's SQLSTATE, from Prisma's error or the driver's. */
async function sqlState(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown as Error & { code?: string; meta?: unknown },
  )
  expect(error, 'the database allowed it').toBeDefined()
  return /\b42501\b/.exec(`${error?.code} ${error?.message} ${JSON.stringify(error?.meta)}`)?.[0] ?? String(error)
}

async function addCalendar(owner: typeof alice) {
  const id = `cal_${randomUUID()}`
  await databases.calendar.withOwner(owner, (tx) =>
    tx.calendar.create({ data: { id, ownerId: owner.ownerId, name: 'Mine' } }),
  )
  return id
}

async function addProject(owner: typeof alice, members: { memberId: string | null; email: string; role: string }[]) {
  const id = `prj_${randomUUID()}`
  await databases.tasks.withOwner(owner, async (tx) => {
    await tx.project.create({ data: { id, ownerId: owner.ownerId, name: 'Apollo' } })
    const everyone = [{ memberId: owner.ownerId, email: owner.email, role: 'owner' }, ...members]
    for (const member of everyone) {
      const row = { id: `mbr_${randomUUID()}`, projectId: id, ownerId: owner.ownerId, ...member }
      await tx.projectMember.create({ data: row })
    }
  })
  return id
}

function newTask(projectId: string, createdBy: string, ownerId = alice.ownerId) {
  return { data: { id: `task_${randomUUID()}`, projectId, ownerId, title: 'Survey the roof antenna', createdBy } }
}

describe('owned rows', () => {
  test('a query whose where was forgotten returns no foreign row', async () => {
    const mine = await addCalendar(alice)
    const foreign = await addCalendar(bob)
    const seen = await databases.calendar.withOwner(alice, (tx) => tx.calendar.findMany())
    expect(seen.map(({ id }) => id)).toContain(mine)
    expect(seen.map(({ id }) => id)).not.toContain(foreign)
    expect(new Set(seen.map(({ ownerId }) => ownerId))).toEqual(new Set([alice.ownerId]))
  })

  test('an update or delete whose where was forgotten leaves foreign rows alone', async () => {
    const foreign = await addCalendar(bob)
    await databases.calendar.withOwner(alice, (tx) => tx.calendar.updateMany({ data: { name: 'Taken' } }))
    await databases.calendar.withOwner(alice, (tx) => tx.calendar.deleteMany())
    expect(await sql('admin', 'SELECT name FROM calendar.calendars WHERE id = $1', [foreign])).toEqual([
      { name: 'Mine' },
    ])
  })

  test('a row cannot be inserted for, or handed to, another owner', async () => {
    const mine = await addCalendar(alice)
    const insert = databases.calendar.withOwner(alice, (tx) =>
      tx.calendar.create({ data: { id: `cal_${randomUUID()}`, ownerId: bob.ownerId, name: 'Smuggled' } }),
    )
    expect(await sqlState(insert)).toBe('42501')
    const update = databases.calendar.withOwner(alice, (tx) =>
      tx.calendar.update({ where: { id: mine }, data: { ownerId: bob.ownerId } }),
    )
    expect(await sqlState(update)).toBe('42501')
  })

  test('an event cannot be put into another owner’s calendar', async () => {
    const foreign = await addCalendar(bob)
    const event = {
      id: `evt_${randomUUID()}`,
      ownerId: alice.ownerId,
      calendarId: foreign,
      title: 'Smuggled',
      startsAt: new Date('2026-11-24T10:00:00Z'),
      endsAt: new Date('2026-11-24T11:00:00Z'),
      lastEndsAt: new Date('2026-11-24T11:00:00Z'),
      timeZone: 'Europe/Lisbon',
    }
    await expect(databases.calendar.withOwner(alice, (tx) => tx.event.create({ data: event }))).rejects.toThrow()
    expect(await sql('admin', 'SELECT FROM calendar.events WHERE calendar_id = $1', [foreign])).toEqual([])
  })

  test('outside withOwner no owned row is visible', async () => {
    await addCalendar(alice)
    await addProject(alice, [])
    expect(await databases.calendar.unowned.calendar.findMany()).toEqual([])
    expect(await databases.tasks.unowned.project.findMany()).toEqual([])
    expect(await databases.tasks.unowned.projectMember.findMany()).toEqual([])
    expect(await databases.weather.unowned.savedPlace.findMany()).toEqual([])
    expect(await databases.web.unowned.approval.findMany()).toEqual([])
  })

  test('withOwner refuses an empty owner', async () => {
    await expect(databases.calendar.withOwner({ ownerId: '' }, (tx) => tx.calendar.findMany())).rejects.toThrow('owner')
  })

  test('an owner does not stay on the pooled connection, whether the transaction ended well or not', async () => {
    const single = openDatabase(testDatabase.urlFor('calendar'), { role: 'calendar', connections: 1 })
    await addCalendar(alice)
    const failing = single.withOwner(alice, () => Promise.reject(new Error('tool failed')))
    await expect(failing).rejects.toThrow('tool failed')
    expect(await single.unowned.calendar.findMany()).toEqual([])
    expect((await single.withOwner(alice, (tx) => tx.calendar.findMany())).length).toBeGreaterThan(0)
    expect(await single.unowned.calendar.findMany()).toEqual([])
    await single.close()
  })
})

describe('what each role may reach', () => {
  const foreignTables: [DatabaseRole, string[]][] = [
    ['web', ['weather.saved_places', 'calendar.events', 'tasks.tasks']],
    ['weather', ['identity.users', 'access.approvals', 'access.scope_assignments', 'calendar.events', 'tasks.tasks']],
    ['calendar', ['identity.users', 'access.approvals', 'access.scope_assignments', 'tasks.tasks', 'weather.cache']],
    ['tasks', ['identity.users', 'access.api_keys', 'calendar.events', 'calendar.calendars', 'weather.saved_places']],
  ]
  const cases = foreignTables.flatMap(([role, tables]) => tables.map((table) => ({ role, table })))

  test.each(cases)('the $role role cannot read $table', async ({ role, table }) => {
    expect(await sqlState(sql(role, `SELECT * FROM ${table}`))).toBe('42501')
  })

  test.each(["lo_from_bytea(0, 'note')", 'lo_create(0)', 'lo_get(1)'])('no role passes notes by %s', async (call) => {
    for (const role of ['web', 'weather', 'calendar', 'tasks'] as const) {
      expect(await sqlState(sql(role, `SELECT ${call}`))).toBe('42501')
    }
  })

  test('no key is stored for a person, or for an account that does not exist', async () => {
    for (const account of ['usr_alice', 'svc_unknown']) {
      const key = {
        ...{ id: `key_${account}`, server: 'weather', serviceAccountId: account, clientId: 'my-client' },
        ...{ scopes: [], hash: new Uint8Array(32), expiresAt: new Date('2030-01-01T00:00:00Z') },
      }
      await expect(databases.web.unowned.apiKey.create({ data: key })).rejects.toThrow('Foreign key constraint')
    }
    const person = { id: 'usr_alice', name: 'Alice' }
    await expect(databases.web.unowned.serviceAccount.create({ data: person })).rejects.toThrow('check constraint')
  })

  test('a server sees the API keys issued for it and no others, and cannot extend one', async () => {
    await databases.web.unowned.serviceAccount.create({ data: { id: 'svc_host', name: 'The host' } })
    for (const server of ['weather', 'calendar']) {
      await databases.web.unowned.apiKey.create({
        data: {
          id: `key_${server}`,
          server,
          serviceAccountId: 'svc_host',
          clientId: 'mcp-host',
          scopes: [`${server}:read`],
          hash: new Uint8Array(32),
          expiresAt: new Date('2030-01-01T00:00:00Z'),
        },
      })
    }
    const seen = await databases.weather.unowned.apiKey.findMany()
    expect(seen.map(({ id }) => id)).toEqual(['key_weather'])
    expect(await sqlState(sql('weather', "UPDATE access.api_keys SET expires_at = '2040-01-01'"))).toBe('42501')
    expect(await sqlState(sql('weather', "UPDATE access.api_keys SET scopes = '{calendar:read}'"))).toBe('42501')
  })
})

describe('what servers remember about calls', () => {
  const store = openCallStore('tasks')
  const call = { ownerId: alice.ownerId, tool: 'tasks_create', key: 'k', argumentsDigest: 'd' }

  test('is invisible to another owner, and cannot be written for them', async () => {
    await databases.tasks.withOwner(alice, async (tx) => {
      expect(await store.claimKey(tx, call)).toBeNull()
      await store.storeResult(tx, call, { id: 'task_1' })
      expect(await store.useRequestState(tx, { ownerId: alice.ownerId, id: 'state' })).toBe(true)
    })
    const seen = await databases.tasks.withOwner(bob, async (tx) => [
      ...(await tx.tasksIdempotencyKey.findMany()),
      ...(await tx.tasksUsedRequestState.findMany()),
    ])
    expect(seen).toEqual([])
    expect(await sqlState(databases.tasks.withOwner(bob, (tx) => store.claimKey(tx, call)))).toBe('42501')
  })

  test.each(['calendar', 'weather', 'web'] as const)('cannot be read or locked by %s', async (role) => {
    for (const table of ['tasks.idempotency_keys', 'tasks.used_request_states']) {
      expect(await sqlState(sql(role, `SELECT * FROM ${table}`))).toBe('42501')
      expect(await sqlState(sql(role, `BEGIN; LOCK TABLE ${table} IN ACCESS SHARE MODE`))).toBe('42501')
    }
  })

  test('a confirmation that was used cannot be made good again', async () => {
    expect(await sqlState(sql('tasks', "UPDATE tasks.used_request_states SET id = 'new'"))).toBe('42501')
  })
})

describe('projects', () => {
  test('someone who is not a member sees nothing of a project and cannot write to it', async () => {
    const projectId = await addProject(alice, [])
    await databases.tasks.withOwner(alice, (tx) => tx.task.create(newTask(projectId, alice.ownerId)))
    const seen = await databases.tasks.withOwner(bob, async (tx) => [
      ...(await tx.project.findMany({ where: { id: projectId } })),
      ...(await tx.projectMember.findMany({ where: { projectId } })),
      ...(await tx.task.findMany({ where: { projectId } })),
    ])
    expect(seen).toEqual([])
    const write = databases.tasks.withOwner(bob, (tx) => tx.task.create(newTask(projectId, bob.ownerId)))
    expect(await sqlState(write)).toBe('42501')
  })

  test('a viewer reads tasks but cannot create, change or delete one', async () => {
    const projectId = await addProject(alice, [{ memberId: bob.ownerId, email: bob.email, role: 'viewer' }])
    await databases.tasks.withOwner(alice, (tx) => tx.task.create(newTask(projectId, alice.ownerId)))
    const where = { projectId }
    expect(await databases.tasks.withOwner(bob, (tx) => tx.task.findMany({ where }))).toHaveLength(1)
    const create = databases.tasks.withOwner(bob, (tx) => tx.task.create(newTask(projectId, bob.ownerId)))
    expect(await sqlState(create)).toBe('42501')
    const changed = await databases.tasks.withOwner(bob, async (tx) => [
      await tx.task.updateMany({ where, data: { title: 'Changed' } }),
      await tx.task.deleteMany({ where }),
    ])
    expect(changed).toEqual([{ count: 0 }, { count: 0 }])
  })

  test('an editor creates and changes tasks, but only in their own name, and cannot admit others', async () => {
    const projectId = await addProject(alice, [{ memberId: bob.ownerId, email: bob.email, role: 'editor' }])
    const task = newTask(projectId, bob.ownerId)
    await databases.tasks.withOwner(bob, (tx) => tx.task.create(task))
    await databases.tasks.withOwner(bob, (tx) =>
      tx.task.update({ where: { id: task.data.id }, data: { title: 'Changed' } }),
    )
    const inAlicesName = databases.tasks.withOwner(bob, (tx) => tx.task.create(newTask(projectId, alice.ownerId)))
    expect(await sqlState(inAlicesName)).toBe('42501')
    const admit = databases.tasks.withOwner(bob, (tx) =>
      tx.projectMember.create({
        data: {
          id: `mbr_${randomUUID()}`,
          projectId,
          ownerId: alice.ownerId,
          memberId: carol.ownerId,
          email: carol.email,
          role: 'editor',
        },
      }),
    )
    expect(await sqlState(admit)).toBe('42501')
    const promoted = await databases.tasks.withOwner(bob, (tx) =>
      tx.projectMember.updateMany({ where: { projectId }, data: { role: 'owner' } }),
    )
    expect(promoted.count).toBe(0)
  })

  test('an invitation admits the verified email it names, and nobody else', async () => {
    const projectId = await addProject(alice, [{ memberId: null, email: carol.email, role: 'viewer' }])
    const where = { id: projectId }
    expect(await databases.tasks.withOwner(carol, (tx) => tx.project.findMany({ where }))).toHaveLength(1)
    expect(await databases.tasks.withOwner(bob, (tx) => tx.project.findMany({ where }))).toEqual([])
    const withoutEmail = { ownerId: carol.ownerId }
    expect(await databases.tasks.withOwner(withoutEmail, (tx) => tx.project.findMany({ where }))).toEqual([])
  })
})

describe('audit', () => {
  test('every role appends under its own name; none changes or deletes a row', async () => {
    for (const role of ['web', 'weather', 'calendar', 'tasks'] as const) {
      await sql(role, "INSERT INTO audit.events (server, verdict, reason) VALUES ($1, 'allowed', 'test')", [role])
      expect(await sqlState(sql(role, "UPDATE audit.events SET reason = 'other'"))).toBe('42501')
      expect(await sqlState(sql(role, 'DELETE FROM audit.events'))).toBe('42501')
      expect(await sqlState(sql(role, 'TRUNCATE audit.events'))).toBe('42501')
    }
    const rows = await sql('admin', 'SELECT writer, server FROM audit.events ORDER BY sequence')
    expect(rows).toEqual(
      ['web', 'weather', 'calendar', 'tasks'].map((server) => ({ server, writer: `chaperone_${server}` })),
    )
  })

  test.each([
    ['writer', `'chaperone_other'`],
    ['at', `'2020-01-01T00:00:00Z'`],
    ['sequence', '9000000000000000000'],
  ])('no role chooses the %s of a row', async (column, value) => {
    for (const role of ['web', 'weather', 'calendar', 'tasks'] as const) {
      const forged = `INSERT INTO audit.events (server, verdict, reason, ${column}) OVERRIDING SYSTEM VALUE
        VALUES ($1, 'allowed', 'forged', ${value})`
      expect(await sqlState(sql(role, forged, [role]))).toBe('42501')
    }
    expect(await sql('admin', "SELECT FROM audit.events WHERE reason = 'forged'")).toEqual([])
  })

  test('a server appends rows about itself only; the host about any server', async () => {
    const insert = "INSERT INTO audit.events (server, verdict, reason) VALUES ($1, 'allowed', 'about')"
    for (const role of ['weather', 'calendar', 'tasks'] as const) {
      for (const server of ['weather', 'calendar', 'tasks', 'host']) {
        if (server === role) await sql(role, insert, [server])
        else expect(await sqlState(sql(role, insert, [server]))).toBe('42501')
      }
    }
    for (const server of ['host', 'tasks']) await sql('web', insert, [server])
    expect(
      await sql('admin', "SELECT writer, server FROM audit.events WHERE reason = 'about' ORDER BY sequence"),
    ).toEqual([
      ...['weather', 'calendar', 'tasks'].map((server) => ({ server, writer: `chaperone_${server}` })),
      ...['host', 'tasks'].map((server) => ({ server, writer: 'chaperone_web' })),
    ])
  })

  test('a person reads the events about themselves only; a server reads none', async () => {
    for (const { ownerId } of [alice, bob]) {
      const insert = "INSERT INTO audit.events (subject, server, verdict, reason) VALUES ($1, 'tasks', 'allowed', 'x')"
      await sql('tasks', insert, [ownerId])
    }
    const seen = await databases.web.withOwner(alice, (tx) => tx.auditEvent.findMany())
    expect(seen.map(({ subject }) => subject)).toEqual([alice.ownerId])
    expect(await databases.web.unowned.auditEvent.findMany()).toEqual([])
    expect(await sqlState(sql('tasks', 'SELECT * FROM audit.events'))).toBe('42501')
  })
})
