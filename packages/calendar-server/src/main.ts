import { openApiKeys, openAuditLog, openCallStore, openDatabase, openRevocationFeed } from '@chaperone/db'
import { createGuard } from '@chaperone/mcp-auth'
import { createLogger, issuersFrom, limitsFrom, serveMcp } from '@chaperone/mcp-server-kit'
import { env } from './env.ts'
import { prompts } from './prompts.ts'
import { resources } from './resources.ts'
import { tools } from './tools.ts'

const logger = createLogger('calendar-server')
const database = openDatabase(env.DATABASE_URL, { role: 'calendar' })
await database.ping()
const revocations = openRevocationFeed({
  url: env.DATABASE_URL,
  database,
  onError: (err) => logger.warn({ err }, 'revocations are looked up for each token until the database is back'),
})
const { limits, closeLimits } = await limitsFrom(env, logger)

await serveMcp({
  identity: { name: 'chaperone-calendar', title: 'Chaperone calendar', version: '0.1.0' },
  guard: createGuard({
    server: 'calendar',
    resource: env.RESOURCE_URL,
    initialScopes: ['calendar:read'],
    issuers: issuersFrom(env),
    revocations,
    apiKeys: openApiKeys(database, (err) => logger.warn({ err }, 'the use of a key was not noted')),
    limits,
    allowedOrigins: env.ALLOWED_ORIGINS,
    allowedHosts: env.ALLOWED_HOSTS,
  }),
  tools,
  resources,
  prompts,
  transaction: (caller, work) => database.withOwner(caller, work),
  read: (caller, work) => database.readAsOwner(caller, work),
  audit: openAuditLog(database, 'calendar', (err, lostRows) =>
    logger.error({ err, lostRows }, 'the audit cannot be written'),
  ),
  calls: openCallStore('calendar'),
  requestStateSecret: env.REQUEST_STATE_SECRET,
  tracesEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
  logger,
  isReady: () => database.isReady(),
  port: env.PORT,
  bindAddress: env.BIND_ADDRESS,
  async onClose() {
    await closeLimits()
    await revocations.close()
    await database.close()
  },
})
