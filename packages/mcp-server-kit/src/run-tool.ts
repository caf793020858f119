import type { Caller } from '@chaperone/mcp-auth'
import type {
  CallToolResult,
  InputRequiredResult,
  RequestStateCodec,
  ServerContext,
} from '@modelcontextprotocol/server'
import { canAsk } from './client-elicitation.ts'
import { ask, type RequestState, requireYes } from './confirmation.ts'
import type { AnyTool } from './define-tool.ts'
import { runOnce } from './idempotency.ts'
import { requestOf } from './read-resource.ts'
import { type CallEnvironment, type CallWork, runCall } from './run-call.ts'
import { ToolError } from './tool-error.ts'

export interface ToolEnvironment<Db> extends CallEnvironment<Db> {
  states: RequestStateCodec<RequestState>
}

interface ToolCall<Db> {
  tool: AnyTool<Db>
  caller: Caller
  /** Already validated against the tool's strict schema. */
  input: Record<string, unknown>
  context: ServerContext
}

/** Runs one tool for one caller. A tool that removes something asks back first, when the client can put the question to a person. */
export async function runTool<Db>(
  environment: ToolEnvironment<Db>,
  call: ToolCall<Db>,
): Promise<CallToolResult | InputRequiredResult> {
  const { tool, caller, input, context } = call
  const [method, { name, scope }] = ['tools/call' as const, tool]
  const isChange = tool.effect !== 'read'
  try {
    return await runCall(environment, { method, name, scope, caller, input, ...requestOf(context), isChange }, (run) =>
      steps(environment, call, run),
    )
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    const { code, message, details } = error
    return { isError: true, content: [{ type: 'text', text: JSON.stringify({ error: code, message, ...details }) }] }
  }
}

async function steps<Db>(
  { calls, states }: ToolEnvironment<Db>,
  { tool, caller, input, context }: ToolCall<Db>,
  { db, signal, entry }: CallWork<Db>,
): Promise<CallToolResult | InputRequiredResult> {
  if (tool.effect === 'destroy' && canAsk(context)) {
    const state = context.mcpReq.requestState<RequestState>()
    if (!state) {
      const question = await tool.question({ input, caller, db, signal })
      entry.verdict = 'needs_approval'
      return ask(states, context, question)
    }
    await requireYes({ calls, db, caller, state, context })
  }
  const run = async (args: Record<string, unknown>): Promise<Record<string, unknown>> =>
    tool.output.parse(await tool.run({ input: args, caller, db, signal }))
  const creates = tool.effect === 'write' && tool.creates
  const once = { calls, db, ownerId: caller.ownerId, tool: tool.name, input, run }
  // A result that was kept is checked like a new one: the tool may have changed since.
  const output = creates ? tool.output.parse(await runOnce(once)) : await run(input)
  return { content: [{ type: 'text', text: JSON.stringify(output) }], structuredContent: output }
}
