import { CLIENT_DOCUMENTS_PER_MINUTE, CLIENT_DOCUMENTS_PER_NETWORK, FETCHES_PER_DOCUMENT } from '@chaperone/contracts'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { counter } from '../counter'
import { mayConnectTo } from '../outside/fetch-outside'
import { addressOf } from '../session/address-of'
import { networkLimit } from '../session/network-limit'
import { isBlocked } from './blocked-clients'
import { clientsInUse, type Use } from './clients-in-use'
import { hasFailed } from './failed-documents'

/** A document that describes a client is a few hundred bytes. */
export const CLIENT_DOCUMENT_BYTES = 16 * 1_024

/** As elsewhere but for a /48, which gets half of what all have together: alone it must not use that up. */
const SHARES = [1, 4, CLIENT_DOCUMENTS_PER_MINUTE / CLIENT_DOCUMENTS_PER_NETWORK / 2]

const perNetwork = networkLimit('client-documents', CLIENT_DOCUMENTS_PER_NETWORK, SHARES)
const together = counter('client-documents-together', CLIENT_DOCUMENTS_PER_MINUTE)
const perClient = counter('client-documents-of-client', FETCHES_PER_DOCUMENT)

/**
 * Whether the document of a client may be fetched for whoever asks. One network may make this server fetch only so many,
 * and all together; a client that somebody has connected is not a stranger's choice, and is not held up by them.
 */
export async function mayFetchDocument(ctx: KoaContextWithOIDC | undefined, clientId: string): Promise<boolean> {
  // One client has one name: `HTTPS://` and `:443` would be others, with the same document.
  if (new URL(clientId).href !== clientId || !mayConnectTo(clientId)) return false
  if (await isBlocked(clientId)) return false
  if (hasFailed(clientId)) return false
  const isBegun = ctx?.oidc.entities.Interaction !== undefined
  if (ctx && !isBegun && (await perNetwork().take(addressOf(ctx.req))) && (await together().take('all')).isAllowed)
    return true
  // The consent page asks by itself, for a request that was counted when it began, and so does the way back from there.
  // Both are as often as a browser likes, so they are counted by what is fetched.
  const isKnown = isBegun || (await isInUse(clientId, ctx ? ['allowed'] : ['allowed', 'begun']))
  return isKnown && (await perClient().take(clientId)).isAllowed
}

async function isInUse(clientId: string, uses: readonly Use[]): Promise<boolean> {
  return (await clientsInUse([clientId], uses)).has(clientId)
}
