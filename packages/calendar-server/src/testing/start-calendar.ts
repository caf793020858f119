import { newApiKey, newId, resourceScopes } from '@chaperone/contracts'
import { openDatabase } from '@chaperone/db'
import { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from '@chaperone/db/testing'
import {
  callTool,
  connectClient,
  startServer,
  startTestIssuer,
  type ToolAnswer,
} from '@chaperone/mcp-server-kit/testing'

type Client = Awaited<ReturnType<typeof connectClient>>

export interface TestCalendar {
  database: TestDatabase
  /** Calls a tool as a person with every scope of this server. */
  call(sub: string, tool: string, input: Record<string, unknown>): Promise<ToolAnswer>
  /** Calls a tool with the key of a program, which owns a calendar of its own. */
  callAsTeam(tool: string, input: Record<string, unknown>): Promise<ToolAnswer>
  /** The official client as a person, closed afterwards. @throws when the server refuses */
  withClient<T>(sub: string, work: (client: Client) => Promise<T>): Promise<T>
  /** Adds a second calendar and answers its id. */
  addCalendar(ownerId: string, name: string): Promise<string>
  stop(): Promise<void>
}

const scopes = [...resourceScopes.calendar]

/** The server as a process of its own, on a database of its own. */
export async function startCalendar(options: TestDatabaseOptions = {}): Promise<TestCalendar> {
  const database = await createTestDatabase(options)
  const issuer = await startTestIssuer()
  const { resource, stop } = await startServer({
    entry: new URL('../main.ts', import.meta.url),
    issuer,
    databaseUrl: database.urlFor('calendar'),
  })
  const teamKey = await issueKey(database.urlFor('web'))
  const tokenOf = (sub: string) => issuer.token({ sub, audience: resource, scope: scopes.join(' ') })
  async function withClient<T>(sub: string, work: (client: Client) => Promise<T>): Promise<T> {
    const client = await connectClient({ resource, credential: tokenOf(sub) })
    return work(client).finally(() => client.close())
  }
  return {
    database,
    call: (sub, tool, input) => callTool({ resource, credential: tokenOf(sub), tool, input }),
    withClient,
    callAsTeam: (tool, input) => callTool({ resource, credential: teamKey, tool, input }),
    async addCalendar(ownerId, name) {
      const id = newId('calendar')
      const rows = openDatabase(database.urlFor('calendar'), { role: 'calendar' })
      await rows.withOwner({ ownerId }, (tx) => tx.calendar.create({ data: { id, ownerId, name } }))
      await rows.close()
      return id
    },
    async stop() {
      await stop()
      await issuer.close()
      await database.drop()
    },
  }
}

async function issueKey(databaseUrl: string): Promise<string> {
  const { id, key, hash } = await newApiKey()
  const rows = openDatabase(databaseUrl, { role: 'web' })
  const expiresAt = new Date(Date.now() + 600_000)
  const serviceAccountId = newId('service')
  await rows.unowned.serviceAccount.create({ data: { id: serviceAccountId, name: 'A program' } })
  await rows.unowned.apiKey.create({
    data: { id, hash, scopes, expiresAt, server: 'calendar', serviceAccountId, clientId: 'team' },
  })
  await rows.close()
  return key
}
