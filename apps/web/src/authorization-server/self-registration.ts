import {
  newId,
  REGISTRATIONS_PER_NETWORK,
  UNUSED_REGISTRATION_SECONDS,
  UNUSED_REGISTRATIONS,
} from '@chaperone/contracts'
import type { Prisma } from '@chaperone/db'
import { type AdapterPayload, type Configuration, errors, type Provider } from 'oidc-provider'
import { database } from '../database'
import { env } from '../env'
import { addressOf } from '../session/address-of'
import { networkLimit } from '../session/network-limit'
import { isAcceptable } from './clients'

export const REGISTRATION_PATH = '/oauth/register'

/** Off unless switched on, for clients that know nothing newer. @see RFC 7591; MCP 2026-07-28 Client Registration */
export function selfRegistration(): NonNullable<NonNullable<Configuration['features']>['registration']> {
  // What a client wrote once stays: without a token for it nobody changes it, or finds out about it.
  return {
    enabled: env().DYNAMIC_REGISTRATION,
    idFactory: () => newId('client'),
    issueRegistrationAccessToken: false,
    // RFC 7591 §2: whoever says nothing means a shared secret, and nothing secret is kept here.
    secretFactory() {
      throw new errors.InvalidClientMetadata('token_endpoint_auth_method must be none or private_key_jwt')
    },
  }
}

const perNetwork = networkLimit('registrations', REGISTRATIONS_PER_NETWORK)

/** One network registers only so many clients a minute. @see RFC 7591 §5, RFC 6585 §4 */
export function limitRegistrations(provider: Provider): void {
  provider.use(async (ctx, next) => {
    if (ctx.path.toLowerCase() !== REGISTRATION_PATH || !env().DYNAMIC_REGISTRATION) return next()
    if (await perNetwork().take(addressOf(ctx.req))) return next()
    ctx.status = 429
    ctx.set('Retry-After', '60')
    ctx.body = { error: 'rate_limited', error_description: 'Too many registrations. Try again in a minute.' }
  })
}

/**
 * Keeps a client that registered itself. Those that nobody connects are forgotten within the hour, and there are never
 * more of them than a number: whoever needs no credential to write rows could fill the disk with them.
 *
 * @throws InvalidClientMetadata for one that could not describe itself in a document either
 * @throws TemporarilyUnavailable while there are too many
 */
export async function saveSelfRegistered(id: string, payload: AdapterPayload): Promise<void> {
  const { client_name: name, redirect_uris: redirectUris, jwks_uri: jwksUri } = payload
  const asked = { clientName: name, redirectUris, jwksUri } as Parameters<typeof isAcceptable>[0]
  if (!isAcceptable(asked)) {
    throw new errors.InvalidClientMetadata(
      'a short name, and redirect addresses that are https or loopback, are needed',
    )
  }
  const { client: clients } = database().unowned
  await forgetUnused()
  const createdAt = { gte: new Date(Date.now() - UNUSED_REGISTRATION_SECONDS * 1_000) }
  if ((await clients.count({ where: { isSelfRegistered: true, createdAt } })) >= UNUSED_REGISTRATIONS) {
    throw new errors.TemporarilyUnavailable('too many clients have registered and are not used')
  }
  const { client_id: _itsId, client_name: _itsName, ...metadata } = payload
  await clients.create({
    data: { id, name: String(name), metadata: metadata as Prisma.InputJsonObject, isSelfRegistered: true },
  })
}

async function forgetUnused(): Promise<void> {
  const { client: clients, oidcRecord: records } = database().unowned
  const createdAt = { lt: new Date(Date.now() - UNUSED_REGISTRATION_SECONDS * 1_000) }
  const old = await clients.findMany({ where: { isSelfRegistered: true, createdAt }, select: { id: true } })
  const ids = old.map(({ id }) => id)
  const used = await records.findMany({
    where: { clientId: { in: ids }, model: 'Grant', expiresAt: { gt: new Date() } },
    select: { clientId: true },
  })
  const kept = new Set(used.map(({ clientId }) => clientId))
  await clients.deleteMany({ where: { id: { in: ids.filter((id) => !kept.has(id)) } } })
}
