import { grantOfClient, HOST_CLIENT_ID, type TokenOrigin } from '@chaperone/contracts'
import type { Configuration } from 'oidc-provider'
import { database } from '../database'
import { hashOf } from './record-adapter'
import { resourceByIdentifier } from './resources'

/** Grant type of tokens that the host mints for a person it acts for; no request from outside has it. */
export const MEDIATED = 'mediated'

interface IssuedToken {
  kind?: string
  aud?: unknown
  accountId?: string
  clientId?: string
  grantId?: string
  gty?: string
  /** Set by the host on what it mints for itself. */
  origin?: TokenOrigin
}

/** What a token says besides RFC 9068: who acts, what it ends with, and an address where people are invited by it. */
export const extraTokenClaims: NonNullable<Configuration['extraTokenClaims']> = async (_ctx, issued) => {
  const { kind, aud, accountId, clientId, grantId, gty, origin } = issued as unknown as IssuedToken
  const resource = resourceByIdentifier(String(aud))
  return {
    // RFC 8693 §4.1: who acts for the subject. At the host itself nobody does: it is what the person comes with.
    ...(gty === MEDIATED && resource !== 'host' ? { act: { sub: HOST_CLIENT_ID } } : {}),
    // What the token ends with when it is revoked before its time.
    ...(origin?.kind === 'session' ? { sid: origin.id } : {}),
    ...(origin?.kind === 'grant' ? { grant_hash: origin.id } : {}),
    ...(grantId ? { grant_hash: hashOf(grantId) } : {}),
    ...(kind === 'ClientCredentials' ? { grant_hash: grantOfClient(String(clientId)) } : {}),
    ...(accountId && resource === 'tasks' ? await emailClaim(accountId) : {}),
  }
}

/** The verified address by which people are invited to projects. Only tokens for the tasks server carry it. */
async function emailClaim(userId: string): Promise<{ email: string } | undefined> {
  const user = await database().unowned.user.findUnique({ where: { id: userId }, select: { email: true } })
  return user ?? undefined
}
