import { CONCURRENT_CALLS, HOST_REQUESTS_PER_MINUTE } from '@chaperone/contracts'
import { type CallerLimits, createCallerLimits, createGuard, type Guard, Refusal } from '@chaperone/mcp-auth'
import { keyRing } from '../authorization-server/key-ring'
import { revocations } from '../database'
import { env, hostMcpAudience } from '../env'
import { countRequest } from '../host/count-request'
import { HttpError } from '../host/http-error'

/**
 * Stands in front of the host as an MCP server: the guard of every server, for tokens of people alone. It reads no
 * cookie, so a page that a person visits can do nothing here with their session; no page may call at all.
 */
export function createHostGuard(): Guard {
  return createGuard({
    server: 'host',
    resource: hostMcpAudience(),
    // A program that can list tools and call none is of no use.
    initialScopes: ['host:read', 'host:call'],
    issuers: [{ issuer: env().WEB_ORIGIN, keys: async (header, token) => (await keyRing()).verify(header, token) }],
    revocations: { isRevoked: (origins) => revocations().isRevoked(origins) },
    apiKeys: 'refused',
    limits: hostLimits(),
    allowedOrigins: [],
    allowedHosts: [],
  })
}

/**
 * A program may ask for so much at a time, and all programs of a person, here and at the host API together, for so much a
 * minute: some servers are asked with a key that works for everybody.
 */
function hostLimits(): CallerLimits {
  const perProgram = createCallerLimits({ callsPerMinute: HOST_REQUESTS_PER_MINUTE, concurrentCalls: CONCURRENT_CALLS })
  return {
    async enter(caller) {
      const leave = await perProgram.enter(caller)
      try {
        await countRequest({ userId: caller.ownerId, via: 'bearer' })
        return leave
      } catch (error) {
        leave()
        throw error instanceof HttpError ? refusalOf(error) : error
      }
    },
  }
}

function refusalOf({ status, code, message: description, retryAfterSeconds }: HttpError): Refusal {
  return new Refusal({ status, code, description, retryAfterSeconds })
}
