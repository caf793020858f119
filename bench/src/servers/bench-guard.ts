import { type CallerLimits, createGuard, type Guard, type RevocationFeed, remoteKeys } from '@chaperone/mcp-auth'
import { settings } from '../server-settings.ts'

/** Stands where a layer is left out. */
const unlimited: CallerLimits = { enter: async () => () => {} }
const nothingRevoked: RevocationFeed = { isRevoked: async () => false }

/** The guard as the product's servers make it, with the layers that it is given. */
export function benchGuard({ limits = unlimited, revocations = nothingRevoked } = {}): Guard {
  return createGuard({
    server: 'calendar',
    resource: settings.resource,
    initialScopes: ['calendar:read'],
    issuers: [{ issuer: settings.issuer, keys: remoteKeys(settings.jwksUrl) }],
    revocations,
    apiKeys: 'refused',
    limits,
    allowedOrigins: [],
    allowedHosts: [],
  })
}
