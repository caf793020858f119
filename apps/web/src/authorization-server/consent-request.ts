import { parseScope, resourceScopes, type Scope, scopeSentences } from '@chaperone/contracts'
import { headers } from 'next/headers'
import type { Client } from 'oidc-provider'
import { database } from '../database'
import type { SignedInPerson } from '../session/current-person'
import { registeredClients } from './clients'
import { scopesAllowedBefore } from './connected-programs'
import { findInteraction, noteOpened } from './interaction'
import { authorizationServer } from './provider'
import { isSignInRecent } from './recent-sign-in'
import { resourceByIdentifier, resourceTitle } from './resources'
import { scopesOf } from './scopes-of'

export interface ConsentRequest {
  /** What the client calls itself: a claim, not a fact. */
  clientName: string
  clientId: string
  /** Who vouches for the client: the operator, the web address that describes it, or nobody. */
  standing: { kind: 'registered' } | { kind: 'unchecked' } | { kind: 'described'; host: string }
  redirectHost: string
  isLoopback: boolean
  resource: string
  resourceTitle: string
  /** Whether it is a way to all servers, and not one of them. */
  isHost: boolean
  /** Whether the client also asks for the person's id in an ID token. @see OpenID Connect Core §3.1.2.1 */
  wantsIdToken: boolean
  /** Whether the client also asks for refresh tokens. @see OpenID Connect Core §11 */
  wantsToStay: boolean
  /** What would be granted: asked for, known at the resource, and held by the person. */
  scopes: { scope: string; sentence: string }[]
  /** What the person allowed this client at this resource before and it can still use: scopes, and `openid`. */
  allowedBefore: string[]
  /** Whether the client wants the person to sign in anew before they answer. */
  needsSignIn: boolean
}

/** The request this browser is asked to allow, or null when it is unknown here, over, or not this browser's. */
export async function consentRequest(uid: string, person: SignedInPerson): Promise<ConsentRequest | null> {
  const interaction = await findInteraction(uid, (await headers()).get('cookie') ?? '')
  if (!interaction) return null
  await noteOpened(uid, person.id)
  const { client_id: clientId, redirect_uri: redirectUri, resource, scope } = interaction.params
  const name = resourceByIdentifier(String(resource))
  // A document that cannot be had any more is as good as none.
  const client = await (await authorizationServer()).Client.find(String(clientId)).catch(() => undefined)
  if (!name || !client) return null

  const { hostname, host } = new URL(String(redirectUri))
  const owned = await scopesOf(person.id, name)
  const wanted = parseScope(String(scope ?? ''))
  const before = await scopesAllowedBefore(person.id, { clientId: client.clientId, identifier: String(resource) })
  const granted = resourceScopes[name].filter((known: Scope) => wanted.includes(known) && owned.includes(known))
  return {
    clientName: client.clientName ?? client.clientId,
    clientId: client.clientId,
    standing: await standingOf(client),
    redirectHost: host,
    isLoopback: ['127.0.0.1', '[::1]', 'localhost'].includes(hostname),
    resource: String(resource),
    resourceTitle: resourceTitle(String(resource)) ?? name,
    isHost: name === 'host',
    wantsIdToken: wanted.includes('openid'),
    wantsToStay: wanted.includes('offline_access'),
    scopes: granted.map((known: Scope) => ({ scope: known, sentence: scopeSentences[known] })),
    needsSignIn: !isSignInRecent(interaction, person.signedInAt),
    allowedBefore: [...owned, 'openid'].filter((known) => before.includes(known)),
  }
}

/** The library's own word, and our own rows: how a client spells its id says nothing. */
async function standingOf(client: Client): Promise<ConsentRequest['standing']> {
  const { clientId } = client
  if ((client as { clientIdMetadataDocument?: boolean }).clientIdMetadataDocument === true) {
    return { kind: 'described', host: new URL(clientId).host }
  }
  if (registeredClients().some(({ client_id: id }) => id === clientId)) return { kind: 'registered' }
  const row = await database().unowned.client.findUnique({ where: { id: clientId } })
  return { kind: row && !row.isSelfRegistered ? 'registered' : 'unchecked' }
}
