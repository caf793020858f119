import { openAuditLog, openCallStore, openDatabase, openRevocationFeed } from '@chaperone/db'
import { createGuard } from '@chaperone/mcp-auth'
import { createLogger, issuersFrom, limitsFrom, serveMcp } from '@chaperone/mcp-server-kit'
import { env } from './env.ts'
import { prompts } from './prompts.ts'
import { resources } from './resources.ts'
import { tools } from './tools.ts'

const logger = createLogger('tasks-server')
const database = openDatabase(env.DATABASE_URL, { role: 'tasks' })
await database.ping()
const revocations = openRevocationFeed({
  url: env.DATABASE_URL,
  database,
  onError: (err) => logger.warn({ err }, 'revocations are looked up for each token until the database is back'),
})
const { limits, closeLimits } = await limitsFrom(env, logger)

await serveMcp({
  identity: { name: 'chaperone-tasks', title: 'Chaperone tasks', version: '0.1.0' },
  guard: createGuard({
    server: 'tasks',
    resource: env.RESOURCE_URL,
    initialScopes: ['tasks:read'],
    issuers: issuersFrom(env),
    revocations,
    apiKeys: 'refused',
    limits,
    allowedOrigins: env.ALLOWED_ORIGINS,
    allowedHosts: env.ALLOWED_HOSTS,
  }),
  tools,
  resources,
  prompts,
  transaction: (caller, work) => database.withOwner(caller, work),
  read: (caller, work) => database.readAsOwner(caller, work),
  audit: openAuditLog(database, 'tasks', (err, lostRows) =>
    logger.error({ err, lostRows }, 'the audit cannot be written'),
  ),
  calls: openCallStore('tasks'),
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
