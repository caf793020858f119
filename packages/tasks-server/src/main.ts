import { openAuditLog, openDatabase } from '@chaperone/db'
import { createCallerLimits, createGuard, remoteKeys } from '@chaperone/mcp-auth'
import { createLogger, serveMcp } from '@chaperone/mcp-server-kit'
import { env } from './env.ts'
import { tools } from './tools.ts'

const logger = createLogger('tasks-server')
const database = openDatabase(env.DATABASE_URL, { role: 'tasks' })
await database.ping()

await serveMcp({
  identity: { name: 'chaperone-tasks', title: 'Chaperone tasks', version: '0.1.0' },
  guard: createGuard({
    server: 'tasks',
    resource: env.RESOURCE_URL,
    initialScope: 'tasks:read',
    issuer: env.AUTH_ISSUER,
    keys: remoteKeys(env.JWKS_URL),
    apiKeys: 'refused',
    limits: createCallerLimits({ callsPerMinute: env.CALLS_PER_MINUTE, concurrentCalls: env.CONCURRENT_CALLS }),
    allowedOrigins: env.ALLOWED_ORIGINS,
    allowedHosts: env.ALLOWED_HOSTS,
  }),
  tools,
  transaction: (caller, work) => database.withOwner(caller, work),
  audit: openAuditLog(database, 'tasks', (err, lostRows) =>
    logger.error({ err, lostRows }, 'the audit cannot be written'),
  ),
  logger,
  isReady: () => database.ping(),
  port: env.PORT,
  bindAddress: env.BIND_ADDRESS,
  onClose: () => database.close(),
})
