import { AsyncLocalStorage } from 'node:async_hooks'
import type { PoolClient, PoolConfig, QueryArrayConfig, QueryArrayResult } from 'pg'
import type { Owner } from './database.ts'
import { WaitingPool } from './waiting-pool.ts'

/** What pg does not declare: its stream holds back what is written until it is uncorked. */
type CorkableClient = PoolClient & { connection: { stream: { cork(): void; uncork(): void } } }

/** Named: PostgreSQL parses it once per connection. `true`: it ends with the transaction. */
const SET_OWNER = {
  name: 'set_owner',
  text: "SELECT set_config('app.owner_id', $1, true), set_config('app.owner_email', $2, true)",
}

function ignore(): void {}

/**
 * Connections on which every query is a transaction of its own that can only read, and in which PostgreSQL shows only
 * the rows of the owner for whom `runFor` runs: BEGIN READ ONLY, the owner, the query and COMMIT leave in one network
 * write. A failed query is rolled back by that COMMIT, so a connection never carries an owner on.
 *
 * @see https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export class OwnerReadPool extends WaitingPool {
  readonly #owner = new AsyncLocalStorage<Owner>()

  constructor(config: PoolConfig) {
    super({ ...config, pipeline: true })
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
    const client = (await this.connect()) as CorkableClient
    // A lost connection fails the queries below; the event must not end the process as well.
    client.on('error', ignore)
    try {
      const { stream } = client.connection
      stream.cork()
      const steps = [
        client.query('BEGIN READ ONLY'),
        client.query({ ...SET_OWNER, values: [owner.ownerId, owner.email ?? ''] }),
        client.query(config),
        client.query('COMMIT'),
      ] as const
      stream.uncork()
      // All are waited for, also after a failure: the connection goes back when nothing of this owner is on its way.
      const failed = (await Promise.allSettled(steps)).find((step) => step.status === 'rejected')
      if (failed) throw failed.reason
      return await steps[2]
    } finally {
      client.off('error', ignore)
      client.release()
    }
  }
}
