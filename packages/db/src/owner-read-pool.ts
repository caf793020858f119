import { AsyncLocalStorage } from 'node:async_hooks'
import type { PoolConfig, QueryArrayConfig, QueryArrayResult } from 'pg'
import type { Owner } from './database.ts'
import { queryForOwner } from './owner-query.ts'
import type { OwnerTurns } from './owner-turns.ts'
import { WaitingPool } from './waiting-pool.ts'

function ignore(): void {}

/**
 * Connections on which every query is a transaction of its own that can only read, and in which PostgreSQL shows only
 * the rows of the owner for whom `runFor` runs. A connection never carries an owner on, whether the query fails or not.
 */
export class OwnerReadPool extends WaitingPool {
  readonly #owner = new AsyncLocalStorage<Owner>()
  readonly #inTurn: OwnerTurns

  /** `inTurn`: for as long as a connection is held, and not while the work waits for something else. */
  constructor(config: PoolConfig, inTurn: OwnerTurns) {
    super(config)
    this.#inTurn = inTurn
  }

  /** Awaits inside: a Prisma query is only sent once somebody waits for it, and must not be sent out of the scope. */
  runFor<T>(owner: Owner, work: () => Promise<T>): Promise<T> {
    return this.#owner.run(owner, async () => await work())
  }

  /** How Prisma's adapter sends a query that is in no transaction. It uses one of the many forms that query() has. */
  override query(config: never): never {
    return this.#queryForOwner(config) as never
  }

  async #queryForOwner(config: QueryArrayConfig): Promise<QueryArrayResult> {
    // Before a connection is taken, or a failure here would keep it.
    const owner = this.#owner.getStore()
    if (!owner) throw new Error('a query for an owner was sent outside readAsOwner')
    return this.#inTurn(owner.ownerId, () => this.#send(owner, config))
  }

  async #send(owner: Owner, config: QueryArrayConfig): Promise<QueryArrayResult> {
    const client = await this.connect()
    // A lost connection fails the query below; the event must not end the process as well.
    client.on('error', ignore)
    const query = queryForOwner(client, owner, config)
    try {
      return await query.result
    } finally {
      client.off('error', ignore)
      client.release(!query.isSound())
    }
  }
}
