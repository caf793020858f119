import { CONNECTION_WAIT_MILLISECONDS, TOOL_CALL_MILLISECONDS } from '@chaperone/contracts'
import { PrismaPg } from '@prisma/adapter-pg'
import type { PoolConfig } from 'pg'
import { type DatabaseRole, databaseRoles } from './database-role.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
import { OwnerReadPool } from './owner-read-pool.ts'
import { createOwnerTurns } from './owner-turns.ts'
import { readModels } from './read-models.ts'
import { openReadiness } from './readiness.ts'
import { requireRole } from './require-role.ts'
import { WaitingPool } from './waiting-pool.ts'

/** Whose rows a transaction may touch. Comes from a verified credential, never from a request's arguments. */
export interface Owner {
  ownerId: string
  /** Verified email address, lower case; admits to invitations. */
  email?: string | undefined
}

/** What code inside a transaction sees: Prisma's models, without the means to open another transaction or connection. */
export type Transaction = Omit<Prisma.TransactionClient, '$transaction'>
/** The same inside `withOwner`, where PostgreSQL shows the owner's rows as well. */
export type OwnerTransaction = Transaction

/**
 * Whatever has to wait for a connection for too long is told so, and has done nothing. One owner has at most half of the
 * connections at a time. @throws Overloaded
 */
export interface Database {
  /**
   * Runs `work` in one transaction in which PostgreSQL shows only the owner's rows, and refuses to write any other
   * (SQLSTATE 42501). This is the only way to owned rows; outside it they are invisible.
   *
   * @throws Error when `ownerId` is empty: an anonymous transaction would see nothing and hide the mistake.
   */
  withOwner<T>(owner: Owner, work: (tx: OwnerTransaction) => Promise<T>): Promise<T>
  /**
   * As `withOwner`, for work that only reads, at a third of the cost: each query is a transaction of its own. Of every
   * model there are the methods of read-models.ts and no others; PostgreSQL refuses a write all the same (25006).
   *
   * @throws Error when `ownerId` is empty, and for a query that is sent after `work` has ended
   */
  readAsOwner<T>(owner: Owner, work: (db: OwnerTransaction) => Promise<T>): Promise<T>
  /** Tables without an owner. Row-level security still hides every owned row from it. */
  readonly unowned: Omit<PrismaClient, '$transaction' | '$extends'>
  /** One transaction on tables without an owner: all of `work` is written, or nothing of it. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /**
   * One statement on tables without an owner, as it stands. For what is written all the time: the same through Prisma
   * takes a tenth of the speed of the reads beside it.
   */
  execute(statement: string, values: readonly unknown[]): Promise<void>
  /** Resolves when the database answers and we are signed in as our own role; rejects otherwise. Waits its turn, as calls do. */
  ping(): Promise<void>
  /** The same within a second, and however many calls wait for a connection. Says nothing about them. */
  isReady(): Promise<void>
  close(): Promise<void>
}

interface DatabaseOptions {
  /** The process's own role. */
  role: DatabaseRole
  /** Of each of the two pools. */
  connections?: number
}

/**
 * Opens two pools for one process, one of them for reads, and a connection to ask for readiness. A connection that is not signed in as exactly `role`, or whose
 * role can look past row-level security, is closed before its first query: whatever `url`, a `postgresql://` address,
 * or the server say.
 */
export function openDatabase(url: string, { role, connections = 10 }: DatabaseOptions): Database {
  const config: PoolConfig = {
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECTION_WAIT_MILLISECONDS,
    // Whoever waits for a lock holds a connection, and nobody waits for it longer than for a call.
    statement_timeout: TOOL_CALL_MILLISECONDS,
    idle_in_transaction_session_timeout: 2 * TOOL_CALL_MILLISECONDS,
    verify: (client, done) => void requireRole(client, databaseRoles[role]).then(() => done(), done),
  }
  const pool = new WaitingPool(config)
  // A connection that is lost while nobody uses it is replaced by the next query, and must not end the process.
  pool.on('error', () => {})
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  // Half of the connections of each pool are left for others, whoever comes first and whatever waits.
  const turns = { atOnce: Math.ceil(connections / 2), patienceMilliseconds: CONNECTION_WAIT_MILLISECONDS }
  const inTurn = createOwnerTurns(turns)
  const readPool = new OwnerReadPool(config, createOwnerTurns(turns))
  const reader = new PrismaClient({ adapter: new PrismaPg(readPool, { disposeExternalPool: true }) })
  const models = readModels(reader)
  const readiness = openReadiness(config)
  const limits = { timeout: TOOL_CALL_MILLISECONDS, maxWait: TOOL_CALL_MILLISECONDS }

  return {
    async withOwner(owner, work) {
      if (!owner.ownerId) throw new Error('withOwner needs an owner')
      const inTransaction = async (tx: OwnerTransaction) => {
        // `true`: the setting ends with the transaction, so a pooled connection never carries an owner on.
        await tx.$queryRaw`SELECT set_config('app.owner_id', ${owner.ownerId}, true), set_config('app.owner_email', ${owner.email ?? ''}, true)`
        return work(tx)
      }
      return inTurn(owner.ownerId, () => prisma.$transaction(inTransaction, limits))
    },
    async readAsOwner(owner, work) {
      if (!owner.ownerId) throw new Error('readAsOwner needs an owner')
      return readPool.runFor(owner, () => work(models))
    },
    unowned: prisma,
    transaction: (work) => prisma.$transaction(work, limits),
    async execute(statement, values) {
      await pool.query(statement, [...values])
    },
    async ping() {
      await prisma.$queryRaw`SELECT 1`
    },
    isReady: readiness.ask,
    async close() {
      await Promise.all([prisma.$disconnect(), reader.$disconnect(), readiness.close()])
      await pool.end()
    },
  }
}
