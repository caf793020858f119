import { isOverloaded, storableText } from '@chaperone/contracts'
import type { Database, OwnerTransaction } from './database.ts'

/** One audit row, without what the database fills in itself: sequence, time and the role that wrote it. */
export interface AuditRow {
  subject: string | null
  actor: string | null
  clientId: string | null
  keyId: string | null
  tool: string | null
  argumentsDigest: string | null
  verdict: string
  reason: string
  traceId: string | null
  approver?: string | null
  approvalId?: string | null
  server?: string
}

export interface AuditWriter {
  record(row: AuditRow): void
  recordIn(tx: OwnerTransaction, row: AuditRow): Promise<void>
  /** Before the process ends: writes what waits. What the database does not take now is reported as lost. */
  flush(): Promise<void>
}

const BATCH_ROWS = 200
const BATCH_MILLISECONDS = 100
/** Rows kept while the database is out of reach. Past this the oldest are dropped, and the log says how many. */
const MAX_WAITING_ROWS = 10_000
/** Of one field: larger than any of ours. */
const MAX_CHARACTERS = 1_000

/**
 * Appends to the audit as the process's own role. Rows of changes go into the change's transaction; all others are
 * written together, at most 100 ms later.
 */
export function openAuditLog(
  database: Database,
  server: string,
  onError: (error: unknown, lostRows: number) => void,
): AuditWriter {
  let waiting: AuditRow[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  let isEnding = false

  function record(row: AuditRow): void {
    waiting.push(row)
    if (waiting.length >= BATCH_ROWS) writeSoon()
    else timer ??= setTimeout(writeSoon, BATCH_MILLISECONDS)
  }

  function writeSoon(): void {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(writeWaiting)
  }

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const rows = waiting.splice(0, BATCH_ROWS)
      try {
        await database.execute(INSERT, [valuesOf(server, rows)])
      } catch (error) {
        const isRefused = !hasWaited(error) && (await hasAnswered(database))
        const unwritten = isRefused ? await writeOneByOne(rows) : rows
        if (unwritten.length === 0) continue
        const kept = [...unwritten, ...waiting]
        // A timer for another attempt would keep a process that has been told to stop.
        waiting = isEnding ? [] : kept.slice(-MAX_WAITING_ROWS)
        onError(error, kept.length - waiting.length)
        if (!isEnding) timer ??= setTimeout(writeSoon, BATCH_MILLISECONDS * 10)
        return
      }
    }
  }

  /** The database answers but refuses the batch: one bad row must not hold up the others. Answers those that waited in vain. */
  async function writeOneByOne(rows: readonly AuditRow[]): Promise<readonly AuditRow[]> {
    for (const [index, row] of rows.entries()) {
      try {
        await database.execute(INSERT, [valuesOf(server, [row])])
      } catch (error) {
        if (hasWaited(error)) return rows.slice(index)
        onError(error, 1)
      }
    }
    return []
  }

  return {
    record,
    async recordIn(tx, row) {
      await tx.$executeRawUnsafe(INSERT, valuesOf(server, [row]))
    },
    async flush() {
      isEnding = true
      writeSoon()
      await writing
    },
  }
}

/** Of a statement that waited for a lock for too long: it was ended, or chosen to end a deadlock. */
const ENDED_WAITS = ['57014', '55P03', '40P01']

/** Rows that only waited in vain are no bad rows. */
function hasWaited(error: unknown): boolean {
  return isOverloaded(error) || ENDED_WAITS.includes((error as { code?: string }).code ?? '')
}

function hasAnswered(database: Database): Promise<boolean> {
  return database.ping().then(
    () => true,
    () => false,
  )
}

/** No RETURNING: these roles may append, not read. One parameter, however many rows: building thousands is what costs. */
const INSERT = `
  INSERT INTO audit.events
    (subject, actor, client_id, key_id, server, tool, arguments_digest, verdict, reason, approver, approval_id, trace_id)
  SELECT subject, actor, "clientId", "keyId", server, tool, "argumentsDigest", verdict, reason, approver, "approvalId", "traceId"
  FROM json_to_recordset($1::json) AS row
    (subject text, actor text, "clientId" text, "keyId" text, server text, tool text, "argumentsDigest" text, verdict text,
     reason text, approver text, "approvalId" text, "traceId" text)`

/** What somebody else wrote into a row must not keep it from being written. */
function valuesOf(server: string, rows: readonly AuditRow[]): string {
  return JSON.stringify(
    rows.map((row) => ({ ...row, server: row.server ?? server })),
    (_key, value: unknown) => (typeof value === 'string' ? storableText(value.slice(0, MAX_CHARACTERS)) : value),
  )
}
