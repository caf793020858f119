import { openApiKeys, openAuditLog, openCallStore, openDatabase, openRevocationFeed } from '@chaperone/db'
import { createGuard } from '@chaperone/mcp-auth'
import { createLogger, issuersFrom, limitsFrom, serveMcp } from '@chaperone/mcp-server-kit'
import { env } from './env.ts'
import { createOpenMeteo } from './forecast/open-meteo.ts'
import { openWeatherCache } from './forecast/weather-cache.ts'
import { promptsWith } from './prompts.ts'
import { resources } from './resources.ts'
import { toolsWith } from './tools.ts'

const logger = createLogger('weather-server')
const database = openDatabase(env.DATABASE_URL, { role: 'weather' })
await database.ping()
const revocations = openRevocationFeed({
  url: env.DATABASE_URL,
  database,
  onError: (err) => logger.warn({ err }, 'revocations are looked up for each token until the database is back'),
})
const openMeteo = env.WEATHER_OFFLINE ? null : createOpenMeteo({ cache: openWeatherCache(database) })
const { limits, closeLimits } = await limitsFrom(env, logger)

await serveMcp({
  identity: { name: 'chaperone-weather', title: 'Chaperone weather', version: '0.1.0' },
  guard: createGuard({
    server: 'weather',
    resource: env.RESOURCE_URL,
    initialScopes: ['weather:read'],
    issuers: issuersFrom(env),
    revocations,
    apiKeys: openApiKeys(database, (err) => logger.warn({ err }, 'the use of a key was not noted')),
    limits,
    allowedOrigins: env.ALLOWED_ORIGINS,
    allowedHosts: env.ALLOWED_HOSTS,
  }),
  tools: toolsWith(openMeteo),
  resources,
  prompts: promptsWith(openMeteo),
  transaction: (caller, work) => database.withOwner(caller, work),
  read: (caller, work) => database.readAsOwner(caller, work),
  audit: openAuditLog(database, 'weather', (err, lostRows) =>
    logger.error({ err, lostRows }, 'the audit cannot be written'),
  ),
  calls: openCallStore('weather'),
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
