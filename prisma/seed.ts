import { API_KEY_DAYS, apiKeyId, hashApiKey, resourceScopes, serverNames } from '@chaperone/contracts'
import { type Database, type DatabaseRole, openDatabase } from '@chaperone/db'
import { hash } from '@node-rs/argon2'
import { calendars, firstCalendars } from './seed/calendars.ts'
import { eventIdPrefix, eventsOf } from './seed/events.ts'
import { people, serviceAccounts } from './seed/people.ts'
import { places } from './seed/places.ts'
import { choreForTomorrow, projects } from './seed/projects.ts'
import { repeatingEvents } from './seed/repeating-events.ts'

export interface SeedOptions {
  /** Address of the database for one role. */
  urlFor(role: DatabaseRole): string
  apiKeys: { weather: string; teamCalendar: string }
}

const DAY_MILLISECONDS = 86_400_000
const HOST_CLIENT_ID = 'mcp-host'

/**
 * Fills an empty database with the demo's people and their data, through the same roles and the same row-level security
 * as the running system. What is there already stays as it is. On a later day the calendars grow to reach three weeks
 * ahead again, and the host's keys follow the secrets.
 */
export async function seed({ urlFor, apiKeys }: SeedOptions): Promise<void> {
  async function using(role: DatabaseRole, work: (database: Database) => Promise<void>): Promise<void> {
    const database = openDatabase(urlFor(role), { role, connections: 2 })
    try {
      await work(database)
    } finally {
      await database.close()
    }
  }

  await using('web', async (web) => {
    await seedPeople(web)
    await web.unowned.serviceAccount.createMany({ data: Object.values(serviceAccounts), skipDuplicates: true })
    await seedKey(web, apiKeys.weather, { server: 'weather', owner: serviceAccounts.host.id, scopes: ['weather:read'] })
    await seedKey(web, apiKeys.teamCalendar, {
      server: 'calendar',
      owner: serviceAccounts.team.id,
      scopes: ['calendar:read', 'calendar:write'],
    })
  })
  await Promise.all([
    using('tasks', async (tasks) => {
      await seedProjects(tasks)
      await seedTomorrow(tasks)
    }),
    using('calendar', seedCalendars),
    using('weather', seedPlaces),
  ])
}

async function seedPeople(web: Database): Promise<void> {
  for (const { id, email, name, role, password, lacks } of people) {
    if (await web.unowned.user.findUnique({ where: { id } })) continue
    await web.unowned.user.create({ data: { id, email, name, role, passwordHash: await hash(password) } })
    for (const resource of [...serverNames, 'host'] as const) {
      const scopes = resourceScopes[resource].filter((scope) => !lacks.includes(scope))
      await web.unowned.scopeAssignment.create({ data: { userId: id, resource, scopes } })
    }
  }
}

async function seedKey(
  web: Database,
  key: string,
  grant: { server: string; owner: string; scopes: string[] },
): Promise<void> {
  const id = await apiKeyId(key)
  if (!id) throw new Error(`the key for ${grant.server} in secrets.json is not well formed; start over with --reset`)
  if (await web.unowned.apiKey.findUnique({ where: { id } })) return
  await web.unowned.apiKey.create({
    data: {
      id,
      server: grant.server,
      serviceAccountId: grant.owner,
      clientId: HOST_CLIENT_ID,
      scopes: grant.scopes,
      hash: await hashApiKey(key),
      expiresAt: new Date(Date.now() + API_KEY_DAYS * DAY_MILLISECONDS),
    },
  })
}

async function seedProjects(tasks: Database): Promise<void> {
  for (const { id, name, ownerId, members, tasks: rows } of projects()) {
    await tasks.withOwner({ ownerId }, async (tx) => {
      if (await tx.project.findUnique({ where: { id, ownerId } })) return
      await tx.project.create({ data: { id, ownerId, name } })
      await tx.projectMember.createMany({ data: members.map((member) => ({ ...member, projectId: id, ownerId })) })
      await tx.task.createMany({ data: rows.map((task) => ({ ...task, projectId: id, ownerId, createdBy: ownerId })) })
      const changedByEmail = members.find(({ memberId }) => memberId === ownerId)?.email ?? null
      await tx.statusChange.createMany({
        data: rows.flatMap(({ id: taskId, status, completedAt }) =>
          completedAt === null
            ? []
            : [
                {
                  id: taskId.replace('task_', 'chg_'),
                  ...{ taskId, projectId: id, ownerId, status },
                  ...{ changedBy: ownerId, changedByEmail, changedAt: completedAt },
                },
              ],
        ),
      })
    })
  }
}

/** Alice always has something to do tomorrow. */
async function seedTomorrow(tasks: Database): Promise<void> {
  const [apollo] = projects()
  if (!apollo) return
  const { id: projectId, ownerId } = apollo
  await tasks.withOwner({ ownerId }, async (tx) => {
    const chore = choreForTomorrow()
    if (await tx.task.findFirst({ where: { ownerId, due: chore.due, status: 'open' } })) return
    await tx.task.createMany({ data: [{ ...chore, projectId, ownerId, createdBy: ownerId }], skipDuplicates: true })
  })
}

async function seedCalendars(database: Database): Promise<void> {
  const now = new Date()
  for (const { id, ownerId, name } of calendars) {
    await database.withOwner({ ownerId }, async (tx) => {
      if (await tx.calendar.findUnique({ where: { id, ownerId } })) return
      await tx.calendar.create({ data: { id, ownerId, name } })
      await tx.event.createMany({ data: repeatingEvents(now).filter(({ calendarId }) => calendarId === id) })
    })
  }
  for (const [ownerId, calendarId] of firstCalendars) {
    await database.withOwner({ ownerId }, async (tx) => {
      const last = await tx.event.findFirst({
        where: { ownerId, id: { startsWith: eventIdPrefix(ownerId) } },
        orderBy: { id: 'desc' },
      })
      const rows = eventsOf(ownerId, now, last?.id)
      await tx.event.createMany({ data: rows.map((event) => ({ ...event, calendarId, ownerId })) })
    })
  }
}

async function seedPlaces(weather: Database): Promise<void> {
  for (const { ownerId, ...place } of places) {
    await weather.withOwner({ ownerId }, (tx) =>
      tx.savedPlace.createMany({ data: [{ ...place, ownerId }], skipDuplicates: true }),
    )
  }
}
