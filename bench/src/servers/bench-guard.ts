import { createGuard, type Guard, remoteKeys } from '@chaperone/mcp-auth'
import { settings } from '../server-settings.ts'

/** The guard as the product's servers make it. */
export function benchGuard(): Guard {
  return createGuard({
    server: 'calendar',
    resource: settings.resource,
    initialScope: 'calendar:read',
    issuer: settings.issuer,
    keys: remoteKeys(settings.jwksUrl),
    apiKeys: 'refused',
    allowedOrigins: [],
    allowedHosts: [],
  })
}
