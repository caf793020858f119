import { type Resource, resourceScopes } from '@chaperone/contracts'
import { env, hostAudience, hostMcpAudience } from '../env'

interface NamedResource {
  resource: Resource
  /** What people call it. */
  title: string
}

/** Resource identifiers and what they name: the only audiences this server issues tokens for. */
function namedResources(): Record<string, NamedResource> {
  return {
    [env().WEATHER_URL]: { resource: 'weather', title: 'Weather' },
    [env().CALENDAR_URL]: { resource: 'calendar', title: 'Calendar' },
    [env().TASKS_URL]: { resource: 'tasks', title: 'Tasks' },
    [hostAudience()]: { resource: 'host', title: 'Chaperone host' },
    // The same rights by another door, which opens to tokens of its own only: docs/decisions/0023.
    [hostMcpAudience()]: { resource: 'host', title: 'Chaperone with all its servers' },
  }
}

export function resourceByIdentifier(identifier: string): Resource | undefined {
  return findResource(identifier)?.resource
}

export function resourceTitle(identifier: string): string | undefined {
  return findResource(identifier)?.title
}

function findResource(identifier: string): NamedResource | undefined {
  const resources = namedResources()
  return Object.hasOwn(resources, identifier) ? resources[identifier] : undefined
}

/** What oidc-provider needs to know of a resource to issue a JWT for it. @see RFC 9068 */
export function resourceServerInfo(identifier: string, resource: Resource, lifetimeSeconds: number) {
  return {
    audience: identifier,
    scope: resourceScopes[resource].join(' '),
    accessTokenTTL: lifetimeSeconds,
    accessTokenFormat: 'jwt' as const,
    jwt: { sign: { alg: 'ES256' as const } },
  }
}
