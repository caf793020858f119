import { isServiceAccount, originsOf, parseScope, type TokenOrigin } from '@chaperone/contracts'
import { InvalidAccessToken, verifyAccessToken } from '@chaperone/mcp-auth'
import { decodeJwt } from 'jose'
import { errors } from 'oidc-provider'
import { z } from 'zod'
import { revocations } from '../database'
import { env } from '../env'
import { keyRing } from './key-ring'
import { resourceByIdentifier } from './resources'

export interface ExchangeSubject {
  userId: string
  /** What the new token ends with: what the old one does. */
  origin: TokenOrigin
}

/** Read before anything is verified, only to choose what it must then be verified against. */
const saidSchema = z.object({
  aud: z.string(),
  cnf: z.object({ jkt: z.string() }).optional(),
})

/**
 * The person behind a token for the host: of this issuer, for the host alone, valid, not revoked, and allowed to call. A
 * server that was shown a token has nothing to exchange: no token for a server is one for the host. A token by which
 * somebody acts already is not exchanged again, so that nobody acts through a chain. One that is bound to a key was shown
 * to the host with its proof, so here it is enough that the host has it.
 *
 * @throws InvalidRequest for every other one
 * @see RFC 8693 §2.2.2: "the subject_token … invalid for any reason, or … unacceptable based on policy" is `invalid_request`
 */
export async function verifySubject(token: string): Promise<ExchangeSubject> {
  const said = saidSchema.safeParse(decoded(token))
  if (!said.success || resourceByIdentifier(said.data.aud) !== 'host') throw unacceptable('is not one for the host')
  const claims = await verifyAccessToken(token, {
    issuers: [{ issuer: env().WEB_ORIGIN, keys: (await keyRing()).verify }],
    audience: said.data.aud,
    revocations: revocations(),
    provenKey: said.data.cnf?.jkt ?? null,
  }).catch((error: unknown) => {
    throw error instanceof InvalidAccessToken ? unacceptable('is not valid') : error
  })
  if (claims.act) throw unacceptable('says already that somebody acts')
  if (isServiceAccount(claims.sub)) throw unacceptable('is of no person')
  if (!parseScope(claims.scope).includes('host:call')) throw unacceptable('does not allow calls')
  const [origin] = originsOf(claims)
  if (!origin) throw unacceptable('ends with nothing')
  return { userId: claims.sub, origin }
}

function decoded(token: string): unknown {
  try {
    return decodeJwt(token)
  } catch {
    return null
  }
}

function unacceptable(why: string): Error {
  return new errors.InvalidRequest(`the subject token ${why}`)
}
