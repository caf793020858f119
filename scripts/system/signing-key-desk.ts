import { openDatabase, openSigningKeys, type PrivateKey, type SigningKeyRow } from '@chaperone/db'
import { openOperatorAudit } from './operator-audit.ts'
import { PlainError } from './plain-error.ts'

export interface SigningKeyDesk {
  list(): Promise<SigningKeyRow[]>
  /** @throws PlainError when the master key is not that of the keys: the web app could not open the new one either */
  rotate(order: { atOnce: boolean }): Promise<SigningKeyRow[]>
  /** The private keys. @throws PlainError, likewise */
  reveal(): Promise<PrivateKey[]>
  close(): Promise<void>
}

/** What the operator does with the authorization server's keys. `url`: signed in as the web app's role. */
export function openSigningKeyDesk(url: string, masterKey: string): SigningKeyDesk {
  const database = openDatabase(url, { role: 'web', connections: 1 })
  const keys = openSigningKeys(database, masterKey)
  const audit = openOperatorAudit(database)

  async function opened(): Promise<PrivateKey[]> {
    return keys.current().catch((error: unknown) => {
      const isWrongKey = error instanceof Error && error.name === 'NotOpened'
      throw isWrongKey ? new PlainError('MASTER_KEY is not the one that opens the signing keys there.') : error
    })
  }

  return {
    list: () => keys.list(),
    async rotate(order) {
      await opened()
      await keys.rotate(order)
      const reason = order.atOnce ? 'signing_keys_replaced' : 'signing_key_made'
      await audit({ server: 'authorization-server', reason })
      return keys.list()
    },
    async reveal() {
      const revealed = await opened()
      await audit({ server: 'authorization-server', reason: 'signing_keys_revealed' })
      return revealed
    },
    close: () => database.close(),
  }
}
