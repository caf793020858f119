import { type Resource, resourceScopes } from '@chaperone/contracts'
import { env, hostAudience } from '../env'

/** What people call them. */
export const resourceTitles = {
  weather: 'Weather',
  calendar: 'Calendar',
  tasks: 'Tasks',
  host: 'Chaperone host',
} as const

/** Resource identifiers and what they name: the only audiences this server issues tokens for. */
export function resourceByIdentifier(identifier: string): Resource | undefined {
  return resourceIdentifiers().get(identifier)
}

export function resourceIdentifiers(): ReadonlyMap<string, Resource> {
  return new Map<string, Resource>([
    [env().WEATHER_URL, 'weather'],
    [env().CALENDAR_URL, 'calendar'],
    [env().TASKS_URL, 'tasks'],
    [hostAudience(), 'host'],
  ])
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
