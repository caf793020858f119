import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import {
  newId,
  SIGNATURE_ALGORITHM,
  SIGNING_KEY_DAYS,
  SIGNING_KEY_LEAD_SECONDS,
  SIGNING_KEY_TAIL_SECONDS,
} from '@chaperone/contracts'
import type { Database } from '../database.ts'
import { seal, unseal } from './seal.ts'

const DAY_MILLISECONDS = 86_400_000

/** A private JWK for ES256. */
export type PrivateKey = JsonWebKey & { kid: string; kty: 'EC'; crv: 'P-256'; d: string; alg: 'ES256'; use: 'sig' }

export interface SigningKeyRow {
  kid: string
  createdAt: Date
  /** Published before, so that every server knows it by then. */
  signsFrom: Date
  /** Published until then; null while no other signs. */
  retiresAt: Date | null
}

export interface SigningKeys {
  /**
   * All keys that are published now, the one that signs first. Makes the first key, and after a month the next.
   *
   * @throws NotOpened when the master key is not theirs
   */
  current(): Promise<PrivateKey[]>
  /**
   * Publishes a new key, which signs once every server has it; the others retire when the last token they signed has
   * ended. `atOnce`: the others are worth nothing from now on, as after a theft.
   */
  rotate(order?: { atOnce?: boolean }): Promise<void>
  /** Those that are kept, the newest first. */
  list(): Promise<SigningKeyRow[]>
}

/** The authorization server's keys, in PostgreSQL, sealed with a key that is not there. Only the web app's role has them. */
export function openSigningKeys({ unowned }: Database, masterKey: string, now: () => number = Date.now): SigningKeys {
  const { signingKey: keys } = unowned

  /** Where another instance was first, its key is as good. */
  async function add(signsFrom: number): Promise<void> {
    const kid = newId('signingKey')
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = { ...privateKey.export({ format: 'jwk' }), kid, alg: SIGNATURE_ALGORITHM, use: 'sig' }
    const sealed = seal(masterKey, kid, JSON.stringify(jwk))
    await keys.createMany({
      data: { kid, sealed, createdAt: new Date(now()), signsFrom: new Date(signsFrom) },
      skipDuplicates: true,
    })
  }

  /** Of several that see the same latest key, one retires it. */
  async function follow(latest: string): Promise<void> {
    const signsFrom = now() + SIGNING_KEY_LEAD_SECONDS * 1_000
    const retiresAt = new Date(signsFrom + SIGNING_KEY_TAIL_SECONDS * 1_000)
    const { count } = await keys.updateMany({ where: { kid: latest, retiresAt: null }, data: { retiresAt } })
    if (count === 1) await add(signsFrom)
    await keys.deleteMany({ where: { retiresAt: { lt: new Date(now()) } } })
  }

  async function rotate({ atOnce = false } = {}): Promise<void> {
    if (atOnce) {
      await keys.deleteMany()
      await add(now())
      return
    }
    const latest = await keys.findFirst({ where: { retiresAt: null } })
    await (latest ? follow(latest.kid) : add(now()))
  }

  async function current(): Promise<PrivateKey[]> {
    const rows = await keys.findMany({ orderBy: { signsFrom: 'desc' } })
    const published = rows.filter(({ retiresAt }) => retiresAt === null || retiresAt.getTime() > now())
    const latest = published.find(({ retiresAt }) => retiresAt === null)
    if (!latest) {
      await add(published.length > 0 ? now() + SIGNING_KEY_LEAD_SECONDS * 1_000 : now())
      return current()
    }
    if (now() - latest.createdAt.getTime() > SIGNING_KEY_DAYS * DAY_MILLISECONDS) {
      await follow(latest.kid)
      return current()
    }
    const signing = published.find(({ signsFrom }) => signsFrom.getTime() <= now()) ?? published.at(-1)
    const inOrder = [...published].sort((a, b) => Number(b === signing) - Number(a === signing))
    return inOrder.map(({ kid, sealed }) => JSON.parse(unseal(masterKey, kid, sealed)) as PrivateKey)
  }

  return { current, rotate, list: () => keys.findMany({ orderBy: { createdAt: 'desc' }, omit: { sealed: true } }) }
}
