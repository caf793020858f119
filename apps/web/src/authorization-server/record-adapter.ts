import { createHash } from 'node:crypto'
import { GRANT_SECONDS } from '@chaperone/contracts'
import type { Prisma } from '@chaperone/db'
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import { database, revocations, untilAllServersKnow } from '../database'
import { once } from '../once'
import { isBlocked } from './blocked-clients'

/**
 * Keeps the authorization server's state in PostgreSQL. Rows are found by the SHA-256 of their id and the id is not
 * stored, so that what the database holds cannot be redeemed.
 */
export class RecordAdapter implements Adapter {
  private readonly model: string

  constructor(model: string) {
    this.model = model
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const { jti: _notStored, ...stored } = payload
    const row = {
      payload: stored as Prisma.InputJsonObject,
      accountId: payload.accountId ?? null,
      // An authorization request says in its parameters whose it is.
      clientId: payload.clientId ?? clientOf(payload.params),
      grantHash: payload.grantId ? hashOf(payload.grantId) : null,
      uidHash: payload.uid ? hashOf(payload.uid) : null,
      // Whatever a stranger says about the time of something, it is over some day.
      expiresAt: expiresIn ? new Date(Date.now() + Math.min(expiresIn, GRANT_SECONDS) * 1_000) : null,
    }
    const key = { model: this.model, idHash: hashOf(id) }
    if (this.model === 'ReplayDetection') {
      // What has ended cannot be remembered, so it cannot be used.
      if (!(expiresIn > 0)) throw new errors.InvalidRequest('this has ended')
      return useOnce({ ...key, ...row })
    }
    if (this.model === 'Interaction' && payload.result) return decide(key, row)
    await records().upsert({ where: { model_idHash: key }, create: { ...key, ...row }, update: row })
    if (this.model === 'Interaction') await forgetExpired()
    // Blocked at this very moment: whoever did it looked for grants before this one was there.
    if (this.model === 'Grant' && row.clientId && (await isBlocked(row.clientId))) await revokeGrant(key.idHash)
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const row = await records().findUnique({ where: { model_idHash: { model: this.model, idHash: hashOf(id) } } })
    return row ? this.payloadOf(row, id) : undefined
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const row = await records().findFirst({ where: { model: this.model, uidHash: hashOf(uid) } })
    return row ? this.payloadOf(row) : undefined
  }

  async findByUserCode(): Promise<undefined> {
    return undefined
  }

  /**
   * Compare and set: of several simultaneous redemptions of one code, one wins, and not for long: a code that is used
   * twice was stolen, so what was obtained with it is revoked.
   *
   * @see RFC 6749 §4.1.2
   */
  async consume(id: string): Promise<void> {
    const row = { model: this.model, idHash: hashOf(id) }
    const { count } = await records().updateMany({
      where: { ...row, consumedAt: null },
      data: { consumedAt: new Date() },
    })
    if (count === 1) return
    const used = await records().findFirst({ where: row, select: { grantHash: true } })
    if (used?.grantHash) await revokeGrant(used.grantHash)
    throw new errors.InvalidGrant('already used')
  }

  /**
   * Compare and set for an authorization request, which the library takes away when the browser comes back with a
   * decision: of several that come back at the same moment, each would get a code.
   *
   * @throws SessionNotFound for all but the first
   */
  async destroy(id: string): Promise<void> {
    const { count } = await records().deleteMany({ where: { model: this.model, idHash: hashOf(id) } })
    if (this.model === 'Interaction' && count === 0) throw new errors.SessionNotFound('this was answered before')
  }

  /** The library's word for a code used twice, and for a token given back. @see RFC 7009 §2.1 */
  async revokeByGrantId(grantId: string): Promise<void> {
    await revokeGrant(hashOf(grantId))
    await untilAllServersKnow()
  }

  private payloadOf(row: Awaited<ReturnType<typeof findRow>>, id?: string): AdapterPayload | undefined {
    if (!row || (row.expiresAt && row.expiresAt.getTime() <= Date.now())) return undefined
    return {
      ...(row.payload as AdapterPayload),
      ...(id ? { jti: id } : {}),
      ...(row.consumedAt ? { consumed: Math.floor(row.consumedAt.getTime() / 1_000) } : {}),
    }
  }
}

/** Writes the person's decision on a request that is still there: one that was used does not come back with another. */
async function decide(key: { model: string; idHash: string }, row: Prisma.OidcRecordUpdateManyMutationInput) {
  const { count } = await records().updateMany({ where: key, data: row })
  if (count === 0) throw new errors.SessionNotFound('this was answered before')
}

/** Ends a grant: access tokens of it are refused everywhere, codes and refresh tokens are gone. */
export async function revokeGrant(grantHash: string): Promise<void> {
  await revocations().revoke({ kind: 'grant', id: grantHash })
  await records().deleteMany({ where: { OR: [{ grantHash }, { model: 'Grant', idHash: grantHash }] } })
}

/**
 * The library looks whether an assertion or proof was used before, and then writes that it is: of several that come at
 * the same moment, each would find nothing.
 *
 * @see RFC 7523 §3 (7), RFC 9449 §11.1
 */
async function useOnce(row: Prisma.OidcRecordCreateManyInput): Promise<void> {
  const { count } = await records().createMany({ data: row, skipDuplicates: true })
  if (count === 0) throw new errors.InvalidRequest('this was used before')
  await forgetExpired()
}

/** Whether nobody, at no instance, has used what has this name; from now on somebody has, for so many seconds. */
export async function isFirstUse(name: string, seconds: number): Promise<boolean> {
  const expiresAt = new Date(Date.now() + seconds * 1_000)
  const data = { model: 'ReplayDetection', idHash: hashOf(name), payload: {}, expiresAt }
  return (await records().createMany({ data, skipDuplicates: true })).count === 1
}

const FORGET_MILLISECONDS = 60_000
const forgotten = once('expired-records', () => ({ at: Number.NEGATIVE_INFINITY }))

/**
 * Anyone may begin a request, so whoever does also takes away what is over. Once a minute is enough: nothing that is over
 * is read any more, and each time costs a third of what the request itself does.
 */
async function forgetExpired(): Promise<void> {
  if (performance.now() < forgotten().at + FORGET_MILLISECONDS) return
  forgotten().at = performance.now()
  await records().deleteMany({ where: { expiresAt: { lt: new Date() } } })
}

function clientOf(parameters: AdapterPayload['params']): string | null {
  return typeof parameters?.client_id === 'string' ? parameters.client_id : null
}

function records() {
  return database().unowned.oidcRecord
}

function findRow() {
  return records().findFirst()
}

/** SHA-256, hex: what stands for an id outside this process. */
export function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex')
}
