import { ACCESS_TOKEN_SECONDS, parseScope } from '@chaperone/contracts'
import { type Client, errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider'
import { resourceByIdentifier, resourceServerInfo } from './resources'
import { scopesOf, scopesOfClient } from './scopes-of'

/** RFC 8707 §2.2 allows several or none; here a token is good at exactly one server, so exactly one must be named. */
export function defaultResource(): never {
  throw new errors.InvalidTarget('exactly one resource is required')
}

/**
 * What can be asked for at a resource; when a token is issued, what its owner has there at that moment. What a person
 * granted long ago may be more than they have today; a client that acts for itself has its own.
 *
 * @throws InvalidTarget for anything but exactly one resource of this system, and where a client has nothing
 * @see RFC 8707 §2
 */
export async function getResourceServerInfo(
  { oidc }: KoaContextWithOIDC,
  identifier: string,
  client: Client,
): Promise<ResourceServer> {
  if (Array.isArray(oidc.params?.resource)) defaultResource()
  const resource = resourceByIdentifier(identifier)
  if (!resource) throw new errors.InvalidTarget('unknown resource')
  const info = resourceServerInfo(identifier, resource, ACCESS_TOKEN_SECONDS)
  if (oidc.route !== 'token') return info as ResourceServer
  const owned = oidc.account
    ? await scopesOf(oidc.account.accountId, resource)
    : await scopesOfClient(client.clientId, resource)
  if (!oidc.account) requireSomething(owned, parseScope(String(oidc.params?.scope ?? '')))
  return { ...info, scope: owned.join(' ') } as ResourceServer
}

/** RFC 6749 §3.3 lets a request without `scope` mean anything; a token that can do nothing helps nobody. */
function requireSomething(owned: readonly string[], asked: readonly string[]): void {
  if (owned.length === 0) throw new errors.InvalidTarget('this client has nothing there')
  if (owned.some((scope) => asked.includes(scope))) return
  throw new errors.InvalidScope(`ask for some of ${owned.join(' ')}`, asked.join(' '))
}
