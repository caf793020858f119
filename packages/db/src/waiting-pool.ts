import { Overloaded } from '@chaperone/contracts'
import { Pool, type PoolClient } from 'pg'

type OnConnect = (error: Error | undefined, client: PoolClient | undefined, done: (release?: unknown) => void) => void

/** What pg's pool says when a wait is over: for its turn, or for a new connection. It has no codes for them. */
const ENDED_WAITS = ['timeout exceeded when trying to connect', 'Connection terminated due to connection timeout']

/** A pool that tells a wait for a connection that took too long from everything else. @throws Overloaded when it does */
export class WaitingPool extends Pool {
  override connect(): Promise<PoolClient>
  override connect(callback: OnConnect): void
  override connect(callback?: OnConnect): Promise<PoolClient> | undefined {
    if (!callback) return super.connect().catch((error: Error) => Promise.reject(named(error)))
    super.connect((error, client, done) => callback(error && named(error), client, done))
    return undefined
  }
}

function named(error: Error): Error {
  return ENDED_WAITS.includes(error.message) ? new Overloaded('no connection to the database was free in time') : error
}
