import { openApiKeys, openAuditLog, openDatabase } from '@chaperone/db'
import { createGuard, remoteKeys } from '@chaperone/mcp-auth'
import { createLogger, serveMcp } from '@chaperone/mcp-server-kit'
import { env } from './env.ts'
import { createOpenMeteo } from './forecast/open-meteo.ts'
import { toolsWith } from './tools.ts'

const logger = createLogger('weather-server')
const database = openDatabase(env.DATABASE_URL)

await serveMcp({
  identity: { name: 'chaperone-weather', title: 'Chaperone weather', version: '0.1.0' },
  guard: createGuard({
    server: 'weather',
    resource: env.RESOURCE_URL,
    initialScope: 'weather:read',
    issuer: env.AUTH_ISSUER,
    keys: remoteKeys(env.JWKS_URL),
    apiKeys: openApiKeys(database),
    allowedOrigins: env.ALLOWED_ORIGINS,
    allowedHosts: env.ALLOWED_HOSTS,
  }),
  tools: toolsWith(env.WEATHER_OFFLINE ? null : createOpenMeteo()),
  transaction: (caller, work) => database.withOwner(caller, work),
  // Forecasts are cached, so a tool that reads may write.
  read: (caller, work) => database.withOwner(caller, work),
  audit: openAuditLog(database, 'weather', (err, lostRows) =>
    logger.error({ err, lostRows }, 'the audit cannot be written'),
  ),
  logger,
  isReady: () => database.ping(),
  port: env.PORT,
  bindAddress: env.BIND_ADDRESS,
  onClose: () => database.close(),
})
