import { type PoolClient, Query, type QueryArrayConfig, type QueryArrayResult } from 'pg'
import type { Owner } from './database.ts'

type Done = (error: Error | null, result: QueryArrayResult) => void

/** What pg does not declare of its query: how it is put on the wire, and what it is told of the answer. */
interface WireQuery {
  prepare(connection: WireConnection): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: WireConnection): void
}
interface WireConnection {
  parse(statement: { name: string; text: string }): void
  bind(portal: { statement: string; values: readonly string[] }): void
  execute(portal: object): void
}
const PgQuery = Query as unknown as new (config: QueryArrayConfig, values: undefined, done: Done) => WireQuery

/** Named: PostgreSQL parses it once per connection. `true`: it ends with the transaction. */
const SET_OWNER = {
  name: 'set_owner',
  text: `SELECT set_config('app.owner_id', $1, true), set_config('app.owner_email', $2, true),
    set_config('transaction_read_only', 'on', true)`,
}
const knowSetOwner = new WeakSet<WireConnection>()

/**
 * A query before which the same transaction takes an owner on and gives up writing. Nothing but the query's own Sync
 * ends that transaction, and with it the owner; where the first step fails, PostgreSQL skips the query.
 *
 * @see https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-PIPELINING, implicit transaction
 */
class OwnerQuery extends PgQuery {
  readonly #owner: Owner
  isOwnerSet = false

  constructor(owner: Owner, config: QueryArrayConfig, done: Done) {
    super(config, undefined, done)
    this.#owner = owner
  }

  override prepare(connection: WireConnection): void {
    if (!knowSetOwner.has(connection)) connection.parse(SET_OWNER)
    connection.bind({ statement: SET_OWNER.name, values: [this.#owner.ownerId, this.#owner.email ?? ''] })
    connection.execute({})
    super.prepare(connection)
  }

  override handleDataRow(message: unknown): void {
    if (this.isOwnerSet) super.handleDataRow(message)
  }

  override handleCommandComplete(message: unknown, connection: WireConnection): void {
    if (this.isOwnerSet) super.handleCommandComplete(message, connection)
    this.isOwnerSet = true
    knowSetOwner.add(connection)
  }
}

export interface QueryUnderWay {
  result: Promise<QueryArrayResult>
  /** Whether the connection can be used again: an owner who could not be set leaves a statement in an unknown state. */
  isSound(): boolean
}

/** One query for one owner in a transaction of its own that can only read: one network write, one wait. */
export function queryForOwner(client: PoolClient, owner: Owner, config: QueryArrayConfig): QueryUnderWay {
  const { promise: result, resolve, reject } = Promise.withResolvers<QueryArrayResult>()
  // 'extended': only a query that is prepared passes `prepare`, where the owner is set.
  const extended = { ...config, queryMode: 'extended' }
  const query = new OwnerQuery(owner, extended, (error, rows) => (error ? reject(error) : resolve(rows)))
  client.query(query as never)
  return { result, isSound: () => query.isOwnerSet }
}
