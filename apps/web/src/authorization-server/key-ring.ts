import { SIGNING_KEYS_CACHED_SECONDS } from '@chaperone/contracts'
import { openSigningKeys, type PrivateKey } from '@chaperone/db'
import { createLocalJWKSet, decodeProtectedHeader, type JWTVerifyGetKey } from 'jose'
import { database } from '../database'
import { env } from '../env'
import { once } from '../once'

/** The keys of one moment, the one that signs first. Another moment with the same keys is the same object. */
export interface KeyRing {
  keys: readonly PrivateKey[]
  /** Finds the public half for a token. */
  verify: JWTVerifyGetKey
}

const store = once('signing-keys', () => openSigningKeys(database(), env().MASTER_KEY))
const known = once('key-ring', (): { ring?: KeyRing; readAt: number; reading?: Promise<KeyRing> | undefined } => ({
  readAt: Number.NEGATIVE_INFINITY,
}))

/**
 * The keys as every instance has them, at most ten seconds late: long before a new one signs. While the database is out
 * of reach the last known ones go on.
 *
 * @throws NotOpened when MASTER_KEY is not the one they were sealed with
 */
export async function keyRing(): Promise<KeyRing> {
  const { ring, readAt } = known()
  if (ring && performance.now() - readAt < SIGNING_KEYS_CACHED_SECONDS * 1_000) return ring
  known().reading ??= read().finally(() => {
    known().reading = undefined
  })
  const reading = known().reading as Promise<KeyRing>
  return ring ? reading.catch(() => ring) : reading
}

/** Whether a token of ours was signed with a key that is still published. */
export async function isKeyKnown(token: string): Promise<boolean> {
  const { kid } = decodeProtectedHeader(token)
  return (await keyRing()).keys.some((key) => key.kid === kid)
}

async function read(): Promise<KeyRing> {
  const keys = await store().current()
  const { ring } = known()
  const isSame = ring && kidsOf(ring.keys) === kidsOf(keys)
  const next = isSame ? ring : { keys, verify: createLocalJWKSet({ keys: keys.map(publicHalf) }) }
  Object.assign(known(), { ring: next, readAt: performance.now() })
  return next
}

function kidsOf(keys: readonly PrivateKey[]): string {
  return keys.map(({ kid }) => kid).join(' ')
}

function publicHalf({ d: _private, ...key }: PrivateKey) {
  return key
}
