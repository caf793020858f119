import type { TokenOrigin } from '@chaperone/contracts'
import type { RemoteFetch } from './remote-oauth/remote-authorization.ts'

/** A server of somebody else's that an administrator has added. */
export interface RemoteServer {
  /** `ext-…` */
  id: string
  title: string
  /** Its address, and the resource that tokens for it name. */
  resource: string
}

/** One person's account at one remote server. */
export interface RemoteAccount {
  userId: string
  serverId: string
}

/** What the account is presented with. */
export interface RemoteAccess {
  kind: 'api_key' | 'oauth'
  /** Goes into `Authorization: Bearer`, to this resource and nowhere else. */
  secret: string
  resource: string
  /** Of the authorization server that issued it; empty for a key. */
  issuer: string
  scopes: readonly string[]
}

/**
 * People's own accounts at servers of somebody else's, kept by the application: the host holds what they were given for
 * the time of one call.
 */
export interface RemoteAccounts {
  /** The servers that this person has an account at. */
  serversOf(userId: string): Promise<readonly RemoteServer[]>
  /**
   * Fresh for half a minute at least; null when there is none any more, and the person has to connect again. The origin is
   * the session or grant for which it is used.
   *
   * @throws Error when that has ended
   */
  access(account: RemoteAccount, origin: TokenOrigin): Promise<RemoteAccess | null>
  /** Whether there is another token than this one, which its server has just refused. */
  renew(account: RemoteAccount, refused: string): Promise<boolean>
  /** Remembers, for the page where the person connects, which scopes the server asks for. */
  wantsMore(account: RemoteAccount, challengedScope: string): Promise<void>
  /** Where the person connects, and connects again. */
  connectUrl(serverId: string): string
  /** For everything that is sent to a remote server: https to public addresses, no redirects. */
  fetch: RemoteFetch
}
