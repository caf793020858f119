import { openApiKeys, openAuditLog, openDatabase } from '@chaperone/db'
import { createGuard, remoteKeys } from '@chaperone/mcp-auth'
import { createLogger, serveMcp } from '@chaperone/mcp-server-kit'
import { env } from './env.ts'
import { tools } from './tools.ts'

const logger = createLogger('calendar-server')
const database = openDatabase(env.DATABASE_URL)

await serveMcp({
  identity: { name: 'chaperone-calendar', title: 'Chaperone calendar', version: '0.1.0' },
  guard: createGuard({
    server: 'calendar',
    resource: env.RESOURCE_URL,
    initialScope: 'calendar:read',
    issuer: env.AUTH_ISSUER,
    keys: remoteKeys(env.JWKS_URL),
    apiKeys: openApiKeys(database),
    allowedOrigins: env.ALLOWED_ORIGINS,
    allowedHosts: env.ALLOWED_HOSTS,
  }),
  tools,
  transaction: (caller, work) => database.withOwner(caller, work),
  read: (caller, work) => database.readAsOwner(caller, work),
  audit: openAuditLog(database, 'calendar', (err, lostRows) =>
    logger.error({ err, lostRows }, 'the audit cannot be written'),
  ),
  logger,
  isReady: () => database.ping(),
  port: env.PORT,
  bindAddress: env.BIND_ADDRESS,
  onClose: () => database.close(),
})
