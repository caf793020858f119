import { timingSafeEqual } from 'node:crypto'
import { apiKeyId, hashApiKey, isServiceAccount } from '@chaperone/contracts'

export interface StoredApiKey {
  id: string
  serviceAccountId: string
  clientId: string
  scopes: readonly string[]
  /** SHA-256 of the whole key. */
  hash: Uint8Array
  expiresAt: Date
  revokedAt: Date | null
}

/** Where a server finds the keys issued for it, and no others. Handed in: this package knows no database. */
export interface ApiKeyStore {
  find(id: string): Promise<StoredApiKey | null>
  /** Notes that the key was used now. Returns at once: no request waits for it, and none fails because of it. */
  recordUse(id: string): void
}

const NO_KEY = new Uint8Array(32)

/**
 * The stored key that this text is, or null. A typo is refused by its checksum without a database read. The hash is
 * compared in constant time, also when there is no such id, and revocation and expiry are read on every request. A key
 * that is on record for a person is refused: it would act as that person, whom no key may stand for.
 *
 * @see OWASP ASVS 5.0 V11.2.4 (constant-time comparison)
 */
export async function verifyApiKey(key: string, store: ApiKeyStore): Promise<StoredApiKey | null> {
  const id = await apiKeyId(key)
  if (!id) return null
  const stored = await store.find(id)
  const isSame = timingSafeEqual(await hashApiKey(key), stored?.hash ?? NO_KEY)
  if (!stored || !isSame) return null
  if (!isServiceAccount(stored.serviceAccountId)) return null
  if (stored.revokedAt || stored.expiresAt.getTime() <= Date.now()) return null
  store.recordUse(stored.id)
  return stored
}
