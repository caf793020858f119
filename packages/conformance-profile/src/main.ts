import { randomBytes } from 'node:crypto'
import { createCallerLimits, createGuard, remoteKeys } from '@chaperone/mcp-auth'
import { createLogger } from '@chaperone/mcp-server-kit'
import { type ServeOptions, serveHandler } from '@chaperone/mcp-server-kit/testing'
import { env } from './env.ts'
import { kitPrompts } from './fixtures/kit-prompts.ts'
import { kitResources } from './fixtures/kit-resources.ts'
import { kitTools } from './fixtures/kit-tools.ts'
import { profileHandler } from './profile-handler.ts'

const options: ServeOptions<null> = {
  identity: { name: 'chaperone-conformance', title: 'Chaperone conformance profile', version: '0.1.0' },
  // Stands in for the tasks server: same audience, same issuer, same refusals.
  guard: createGuard({
    server: 'tasks',
    resource: env.RESOURCE_URL,
    initialScopes: ['tasks:read'],
    issuers: [{ issuer: env.AUTH_ISSUER, keys: remoteKeys(env.JWKS_URL) }],
    // It has no database to ask.
    revocations: { isRevoked: async () => false },
    apiKeys: 'refused',
    // The suite calls as one person, as often and at once as it likes.
    limits: createCallerLimits({ callsPerMinute: 100_000, concurrentCalls: 1_000 }),
    allowedOrigins: env.ALLOWED_ORIGINS,
    allowedHosts: env.ALLOWED_HOSTS,
  }),
  tools: kitTools,
  prompts: kitPrompts,
  resources: kitResources,
  requestStateSecret: randomBytes(32).toString('base64url'),
  tracesEndpoint: undefined,
  // The fixtures change nothing: there is nothing to keep, and nothing to remember.
  transaction: (_caller, work) => work(null),
  read: (_caller, work) => work(null),
  audit: { record() {}, async recordIn() {}, async flush() {} },
  calls: { claimKey: async () => null, async storeResult() {}, useRequestState: async () => true },
  logger: createLogger('conformance-profile'),
  isReady: async () => {},
  port: env.PORT,
  bindAddress: env.BIND_ADDRESS,
  onClose: async () => {},
}

await serveHandler(options, (environment) => profileHandler(options, environment))
