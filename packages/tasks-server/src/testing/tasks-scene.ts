import { newId, type ProjectRole, resourceScopes } from '@chaperone/contracts'
import { type OwnerTransaction, openDatabase } from '@chaperone/db'
import { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from '@chaperone/db/testing'
import {
  callTool,
  startServer,
  startTestIssuer,
  type TestPerson,
  type TestServer,
  type ToolAnswer,
} from '@chaperone/mcp-server-kit/testing'

/** Of all instances, wherever they listen: it is what tokens are for, not an address. */
const IDENTIFIER = 'http://tasks.test/mcp'
const SECRET = 'one secret for all instances of this server'

export type Person = TestPerson & { email: string }

/** A person nobody knows yet. */
export function newPerson(name: string): Person {
  return { sub: newId('user'), email: `${name}@example.com` }
}

export interface TasksScene {
  database: TestDatabase
  servers: TestServer[]
  /** A token of this person for the first server, with all scopes unless told otherwise. */
  token(person: TestPerson, scopes?: readonly string[]): string
  /** One tool call at the first server, or at another instance. */
  call(person: TestPerson, tool: string, input?: Record<string, unknown>, server?: TestServer): Promise<ToolAnswer>
  /** Adds a project with its owner as a member, and returns its id. */
  addProject(owner: Person, name: string, members?: Partial<Record<ProjectRole, Person>>): Promise<string>
  /** Works on the rows of one person, past the server but not past row-level security. */
  rowsOf<T>(person: Person, work: (tx: OwnerTransaction) => Promise<T>): Promise<T>
  stop(): Promise<void>
}

interface SceneOptions extends TestDatabaseOptions {
  /** Instances of the server, behind one resource identifier and with one secret. */
  instances?: number
  environment?: Record<string, string>
}

/** A migrated database, an issuer and the tasks server as processes of their own. */
export async function startTasks({
  rowSecurity = 'on',
  instances = 1,
  environment = {},
}: SceneOptions = {}): Promise<TasksScene> {
  const database = await createTestDatabase({ rowSecurity })
  const issuer = await startTestIssuer()
  const rows = openDatabase(database.urlFor('tasks'), { role: 'tasks', connections: 2 })
  const servers = await Promise.all(
    Array.from({ length: instances }, () =>
      startServer({
        entry: new URL('../main.ts', import.meta.url),
        issuer,
        databaseUrl: database.urlFor('tasks'),
        environment: { RESOURCE_URL: IDENTIFIER, REQUEST_STATE_SECRET: SECRET, ...environment },
      }),
    ),
  )
  const [main] = servers
  if (!main) throw new Error('a scene needs a server')

  function token(person: TestPerson, scopes: readonly string[] = resourceScopes.tasks): string {
    return issuer.token({ ...person, audience: IDENTIFIER, scope: scopes.join(' ') })
  }

  return {
    database,
    servers,
    token,
    call: (person, tool, input = {}, server = main) =>
      callTool({ resource: server.resource, credential: token(person), tool, input }),
    async addProject(owner, name, members = {}) {
      const id = newId('project')
      const everyone = Object.entries({ ...members, owner }).map(([memberRole, { sub, email }]) => ({
        id: newId('member'),
        memberId: sub,
        email,
        role: memberRole,
      }))
      await rows.withOwner({ ownerId: owner.sub }, (tx) =>
        tx.project.create({ data: { id, ownerId: owner.sub, name, members: { create: everyone } } }),
      )
      return id
    },
    rowsOf: ({ sub, email }, work) => rows.withOwner({ ownerId: sub, email }, work),
    async stop() {
      await Promise.all(servers.map((server) => server.stop()))
      await rows.close()
      await issuer.close()
      await database.drop()
    },
  }
}
