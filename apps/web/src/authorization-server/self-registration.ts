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
import { clientsInUse } from './clients-in-use'

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
 * @throws TemporarilyUnavailable while people are deciding on that many
 */
export async function saveSelfRegistered(id: string, payload: AdapterPayload): Promise<void> {
  const { client_name: name, redirect_uris: redirectUris, jwks_uri: jwksUri } = payload
  const asked = { clientName: name, redirectUris, jwksUri } as Parameters<typeof isAcceptable>[0]
  if (!isAcceptable(asked)) {
    throw new errors.InvalidClientMetadata(
      'a short name, and redirect addresses that are https or loopback, are needed',
    )
  }
  await makeRoom()
  const { client_id: _itsId, client_name: _itsName, ...metadata } = payload
  await database().unowned.client.create({
    data: { id, name: String(name), metadata: metadata as Prisma.InputJsonObject, isSelfRegistered: true },
  })
}

/**
 * Forgets clients that are not in use: those of more than an hour ago, and the oldest of the rest where there are too
 * many. A newcomer is not turned away because of strangers who register: beginning a request keeps no client, only a
 * person does who is signed in and looks at it.
 */
async function makeRoom(): Promise<void> {
  const { client: clients } = database().unowned
  const all = await clients.findMany({
    where: { isSelfRegistered: true },
    orderBy: { createdAt: 'asc' },
    select: { id: true, createdAt: true },
  })
  const ids = all.map(({ id }) => id)
  const [used, connected] = [await clientsInUse(ids, ['allowed', 'opened']), await clientsInUse(ids, ['allowed'])]
  const tooMany = all.length - connected.size + 1 - UNUSED_REGISTRATIONS
  const oldest = Date.now() - UNUSED_REGISTRATION_SECONDS * 1_000
  const forgotten = all
    .filter(({ id }) => !used.has(id))
    .filter(({ createdAt }, index) => index < tooMany || createdAt.getTime() < oldest)
  await clients.deleteMany({ where: { id: { in: forgotten.map(({ id }) => id) } } })
  if (forgotten.length < tooMany) {
    throw new errors.TemporarilyUnavailable('too many clients have registered and wait for somebody')
  }
}
