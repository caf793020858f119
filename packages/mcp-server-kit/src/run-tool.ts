import { createHash, randomUUID } from 'node:crypto'
import { TOOL_CALL_MILLISECONDS } from '@chaperone/contracts'
import type { Caller, Guard } from '@chaperone/mcp-auth'
import type { CallToolResult } from '@modelcontextprotocol/server'
import type { Logger } from 'pino'
import { type AuditEntry, type AuditLog, auditedCaller } from './audit.ts'
import type { AnyTool } from './define-tool.ts'
import { ToolError } from './tool-error.ts'

export interface ToolEnvironment<Db> {
  guard: Guard
  /** One transaction in which the database shows only the caller's rows. */
  transaction<T>(caller: Caller, work: (db: Db) => Promise<T>): Promise<T>
  /** The same for tools whose effect is `read`. It may refuse to write. */
  read<T>(caller: Caller, work: (db: Db) => Promise<T>): Promise<T>
  audit: AuditLog<Db>
  logger: Logger
}

interface ToolCall<Db> {
  tool: AnyTool<Db>
  caller: Caller
  /** Already validated against the tool's strict schema. */
  input: unknown
  signal: AbortSignal
  traceId: string | null
}

/**
 * Runs one tool for one caller: scope again, one transaction, the result against its schema, the audit, and every
 * error mapped here and nowhere else. What a tool throws never reaches the client word for word, except `ToolError`.
 */
export async function runTool<Db>(environment: ToolEnvironment<Db>, call: ToolCall<Db>): Promise<CallToolResult> {
  const { tool, caller } = call
  const entry: AuditEntry = {
    ...auditedCaller(caller),
    tool: tool.name,
    argumentsDigest: createHash('sha256').update(JSON.stringify(call.input)).digest('hex'),
    verdict: 'allowed',
    reason: `scope ${tool.scope}`,
    traceId: call.traceId,
  }
  try {
    environment.guard.authorizeCall(caller, tool.scope)
    const output = await runInTransaction(environment, call, entry)
    if (tool.effect === 'read') environment.audit.record(entry)
    return { content: [{ type: 'text', text: JSON.stringify(output) }], structuredContent: output }
  } catch (error) {
    const shown = error instanceof ToolError ? error : hidden(error, environment.logger, tool.name)
    environment.audit.record({ ...entry, verdict: 'failed', reason: shown.code })
    return {
      isError: true,
      content: [{ type: 'text', text: JSON.stringify({ error: shown.code, message: shown.message }) }],
    }
  }
}

async function runInTransaction<Db>(environment: ToolEnvironment<Db>, call: ToolCall<Db>, entry: AuditEntry) {
  const { tool, caller, input } = call
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(TOOL_CALL_MILLISECONDS)])
  const transaction = tool.effect === 'read' ? environment.read : environment.transaction
  return transaction(caller, async (db) => {
    const output: Record<string, unknown> = tool.output.parse(await tool.run({ input, caller, db, signal }))
    signal.throwIfAborted()
    if (tool.effect !== 'read') await environment.audit.recordIn(db, entry)
    return output
  })
}

function hidden(error: unknown, logger: Logger, tool: string): ToolError {
  const reference = randomUUID()
  logger.error({ err: error, reference, tool }, 'a tool failed')
  return new ToolError(
    'internal_error',
    `Something went wrong on the server. Its log has the reason under ${reference}.`,
  )
}
