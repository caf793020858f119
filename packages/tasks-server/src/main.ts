import { openAuditLog, openDatabase } from '@chaperone/db'
import { createGuard, remoteKeys } from '@chaperone/mcp-auth'
import { createLogger, serveMcp } from '@chaperone/mcp-server-kit'
import { env } from './env.ts'
import { tools } from './tools.ts'

const logger = createLogger('tasks-server')
const database = openDatabase(env.DATABASE_URL)

await serveMcp({
  identity: { name: 'chaperone-tasks', title: 'Chaperone tasks', version: '0.1.0' },
  guard: createGuard({
    server: 'tasks',
    resource: env.RESOURCE_URL,
    initialScope: 'tasks:read',
    issuer: env.AUTH_ISSUER,
    keys: remoteKeys(env.JWKS_URL),
    apiKeys: 'refused',
    allowedOrigins: env.ALLOWED_ORIGINS,
    allowedHosts: env.ALLOWED_HOSTS,
  }),
  tools,
  transaction: (caller, work) => database.withOwner(caller, work),
  read: (caller, work) => database.readAsOwner(caller, work),
  audit: openAuditLog(database, 'tasks', (err, lostRows) =>
    logger.error({ err, lostRows }, 'the audit cannot be written'),
  ),
  logger,
  isReady: () => database.ping(),
  port: env.PORT,
  bindAddress: env.BIND_ADDRESS,
  onClose: () => database.close(),
})
