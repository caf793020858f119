import { randomUUID } from 'node:crypto'
import { isOverloaded } from '@chaperone/contracts'
import type { Caller, Guard } from '@chaperone/mcp-auth'
import type { SpanContext } from '@opentelemetry/api'
import type { Logger } from 'pino'
import { argumentsDigest } from './arguments-digest.ts'
import { type AuditEntry, type AuditLog, auditedCaller } from './audit.ts'
import type { CallStore } from './call-store.ts'
import { limitTime } from './time-limit.ts'
import { ToolError } from './tool-error.ts'
import { inSpan } from './tracing.ts'

export interface CallEnvironment<Db> {
  guard: Guard
  /** One transaction in which the database shows only the caller's rows. */
  transaction<T>(caller: Caller, work: (db: Db) => Promise<T>): Promise<T>
  /** The same for calls that change nothing. It may refuse to write. */
  read<T>(caller: Caller, work: (db: Db) => Promise<T>): Promise<T>
  audit: AuditLog<Db>
  calls: CallStore<Db>
  logger: Logger
}

export interface Call {
  method: 'tools/call' | 'resources/read' | 'resources/list' | 'prompts/get'
  /** Of the tool, resource or prompt. */
  name: string
  scope: string
  caller: Caller
  /** Already validated against the strict schema. */
  input: unknown
  signal: AbortSignal
  /** The client's span. */
  parent: SpanContext | null
  /** The request's place, which the call keeps until it has ended. */
  hold<T>(work: Promise<T>): Promise<T>
}

export interface CallWork<Db> {
  db: Db
  signal: AbortSignal
  entry: AuditEntry
}

/**
 * Runs one call for one caller: scope again, one transaction with a time limit, one audit line and one span. What it
 * throws is always a `ToolError`: everything else is logged under a reference and hidden here, and nowhere else.
 *
 * `isChange`: the audit line is part of the transaction, so that there is no change without it.
 */
export function runCall<Db, T>(
  environment: CallEnvironment<Db>,
  call: Call & { isChange: boolean },
  work: (run: CallWork<Db>) => Promise<T>,
): Promise<T> {
  return call.hold(run(environment, call, work))
}

async function run<Db, T>(
  environment: CallEnvironment<Db>,
  call: Call & { isChange: boolean },
  work: (run: CallWork<Db>) => Promise<T>,
): Promise<T> {
  const { guard, audit, logger } = environment
  const { method, name, scope, caller, parent } = call
  const entry: AuditEntry = {
    ...auditedCaller(caller),
    tool: method === 'tools/call' ? name : `${method} ${name}`,
    argumentsDigest: argumentsDigest(call.input),
    verdict: 'allowed',
    reason: `scope ${scope}`,
    traceId: parent?.traceId ?? null,
  }
  const { signal, release } = limitTime(call.signal)
  /** The work is done and being committed: from here on nobody may say that nothing was changed. */
  let isCommitting = false
  return inSpan({ method, name, parent }, async () => {
    try {
      guard.authorizeCall(caller, scope)
      // The SDK calls a tool also when its client has gone meanwhile, and the request's place with it.
      signal.throwIfAborted()
      const transaction = call.isChange ? environment.transaction : environment.read
      const result = await transaction(caller, async (db) => {
        const output = await work({ db, signal, entry })
        signal.throwIfAborted()
        if (call.isChange) await audit.recordIn(db, entry)
        isCommitting = call.isChange
        return output
      })
      if (!call.isChange) audit.record(entry)
      return result
    } catch (error) {
      const timeIsUp = isCommitting ? null : signal.reason
      const shown = error instanceof ToolError ? error : explained(error, { timeIsUp, logger, name })
      audit.record({ ...entry, verdict: 'failed', reason: shown.code })
      throw shown
    } finally {
      release()
    }
  })
}

interface Explained {
  timeIsUp: unknown
  logger: Logger
  name: string
}

function explained(error: unknown, { timeIsUp, logger, name }: Explained): ToolError {
  // What waits for the database past the limit may fail there first, in other words.
  if (timeIsUp instanceof ToolError) {
    logger.warn({ err: error, tool: name, code: timeIsUp.code }, 'a call ended before its work')
    return timeIsUp
  }
  if (isOverloaded(error)) {
    logger.warn({ err: error, tool: name }, 'a call waited for the database in vain')
    return new ToolError('overloaded', 'The server is busy. Nothing was changed; try again in a few seconds.')
  }
  const reference = randomUUID()
  logger.error({ err: error, reference, tool: name }, 'a call failed')
  return new ToolError(
    'internal_error',
    `Something went wrong on the server. Its log has the reason under ${reference}.`,
  )
}
