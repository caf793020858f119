import { ACCESS_TOKEN_SECONDS, HOST_CLIENT_ID, type TokenOrigin } from '@chaperone/contracts'
import type { MintedToken } from '@chaperone/mcp-host'
import { revocations } from '../database'
import { MEDIATED } from './extra-token-claims'
import { authorizationServer } from './provider'
import { resourceByIdentifier, resourceServerInfo } from './resources'
import { scopesOf } from './scopes-of'

interface TokenWish {
  userId: string
  /** What the token ends with. */
  origin: TokenOrigin
  /** Resource identifier. */
  identifier: string
  scopes?: readonly string[]
  /** RFC 7638 thumbprint of the key that the token is bound to; without one it is a bearer token. */
  thumbprint?: string
}

/**
 * An access token of a person for exactly one resource, with `act` naming the host and `sid` or `grant_hash` naming
 * what it ends with. Its scopes are those wanted that the person really has; without `scopes`, all the person has there.
 *
 * @throws Error for an identifier that is no resource of ours, and when the session or grant was revoked
 * @see RFC 9068 §2.2, RFC 8693 §4.1, RFC 9449 §6.1
 */
export async function mintToken(wish: TokenWish): Promise<MintedToken & { scopes: readonly string[] }> {
  const { userId, origin, identifier, scopes, thumbprint } = wish
  const resource = resourceByIdentifier(identifier)
  if (!resource) throw new Error('not a resource of this system')
  // A turn may outlive the session that began it; its tokens may not.
  if (await revocations().isRevoked([origin])) throw new Error('the session or grant was revoked')
  const owned = await scopesOf(userId, resource)
  const granted = scopes ? owned.filter((scope) => scopes.includes(scope)) : owned

  const provider = await authorizationServer()
  const client = await provider.Client.find(HOST_CLIENT_ID)
  if (!client) throw new Error('the host is not registered as a client')
  const token = new provider.AccessToken({
    client,
    accountId: userId,
    scope: granted.join(' '),
    gty: MEDIATED,
    // The types ask for a grant; the host acts without one, by what the person may do.
  } as unknown as ConstructorParameters<typeof provider.AccessToken>[0])
  Object.assign(token, { origin })
  token.resourceServer = new provider.ResourceServer(
    identifier,
    resourceServerInfo(identifier, resource, ACCESS_TOKEN_SECONDS),
  )
  if (thumbprint) token.setThumbprint('jkt', thumbprint)
  const expiresAtSeconds = Math.floor(Date.now() / 1_000) + ACCESS_TOKEN_SECONDS
  return { token: await token.save(), expiresAtSeconds, scopes: granted }
}
