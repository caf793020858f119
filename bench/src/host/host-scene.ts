import { randomBytes } from 'node:crypto'
import { HOST_CLIENT_ID, newId, resourceScopes, type ServerName, serverNames } from '@chaperone/contracts'
import { openAuditLog, openDatabase } from '@chaperone/db'
import type { Connection, Principal, TokenMinter } from '@chaperone/mcp-host'
import { connectionTo, hostInMemory } from '@chaperone/mcp-host/testing'
import { startServer, startTestIssuer, type TestIssuer, type TestServer } from '@chaperone/mcp-server-kit/testing'
import { startHostDatabase } from './host-database.ts'

const PEOPLE = 10
/** Nobody is measured who was turned away. */
const WIDE = { CALLS_PER_MINUTE: '1000000', CONCURRENT_CALLS: '1000', WEATHER_OFFLINE: 'true' }

/** To one of our servers. */
type OwnConnection = Connection & { server: ServerName }

export interface HostScene {
  people: readonly Principal[]
  registry: readonly OwnConnection[]
  tokens: TokenMinter
  host: ReturnType<typeof hostInMemory>['host']
  /** A bearer token of the person for one server, with all its scopes. */
  token(person: Principal, server: ServerName): string
  /** What the host or a server's audit could not do. */
  errors: unknown[]
  stop(): Promise<void>
}

/**
 * The three servers as processes, on a real PostgreSQL, and the real host in this process. Of the host's storage the
 * audit is the product's own; tokens are signed for real, by a test issuer; pins and approvals are kept in memory.
 */
export async function startHostScene(): Promise<HostScene> {
  const people = Array.from({ length: PEOPLE }, (_, number): Principal => {
    const userId = newId('user')
    const origin = { kind: 'session' as const, id: newId('session') }
    return { userId, name: `Person ${number}`, via: 'session', program: null, origin }
  })
  const database = await startHostDatabase(people.map(({ userId }) => userId))
  const issuer = await startTestIssuer()
  const servers = new Map(
    await Promise.all(
      serverNames.map(async (name) => {
        const entry = new URL(`../../../packages/${name}-server/src/main.ts`, import.meta.url)
        const REQUEST_STATE_SECRET = randomBytes(32).toString('base64url')
        const environment = { ...WIDE, NODE_ENV: 'production', REQUEST_STATE_SECRET }
        return [name, await startServer({ entry, issuer, databaseUrl: database.urlFor(name), environment })] as const
      }),
    ),
  )
  const resourceOf = (name: ServerName) => (servers.get(name) as TestServer).resource
  const registry = serverNames.map((server): OwnConnection => {
    const own = { id: server, title: server, trust: 'own', resultLabels: ['private'] } as const
    return { ...connectionTo(resourceOf(server), own), server }
  })
  const tokens = minterOf(issuer, registry)
  const webDatabase = openDatabase(database.urlFor('web'), { role: 'web', connections: 2 })
  const audit = openAuditLog(webDatabase, 'web', (error) => errors.push(error))
  const inMemory = hostInMemory(registry, {
    storage: {
      tokens,
      audit: ({ program, ...entry }) =>
        audit.record({ ...entry, actor: HOST_CLIENT_ID, clientId: program ?? HOST_CLIENT_ID, keyId: null }),
    },
  })
  const { errors } = inMemory
  return {
    people,
    registry,
    tokens,
    errors,
    host: inMemory.host,
    token: ({ userId }, server) =>
      issuer.token({ sub: userId, audience: resourceOf(server), scope: resourceScopes[server].join(' ') }),
    async stop() {
      await audit.flush()
      await webDatabase.close()
      await Promise.all([...servers.values()].map((server) => server.stop()))
      await issuer.close()
      await database.stop()
    },
  }
}

/** Signs what the authorization server of the product would. */
function minterOf(issuer: TestIssuer, registry: readonly OwnConnection[]): TokenMinter {
  return {
    async mint({ principal, resource, thumbprint, scopes }) {
      const { server } = registry.find((connection) => connection.resource === resource) ?? { server: 'tasks' as const }
      const scope = (scopes ?? resourceScopes[server]).join(' ')
      const cnf = { jkt: thumbprint }
      const token = issuer.token({ sub: principal.userId, audience: resource, scope, cnf })
      return { token, expiresAtSeconds: Date.now() / 1_000 + 300 }
    },
  }
}
