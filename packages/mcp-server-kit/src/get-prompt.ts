import type { Caller } from '@chaperone/mcp-auth'
import type { GetPromptResult, ServerContext } from '@modelcontextprotocol/server'
import type { AnyPrompt } from './define-prompt.ts'
import { protocolError, requestOf } from './read-resource.ts'
import { type CallEnvironment, runCall } from './run-call.ts'

interface PromptCall<Db> {
  prompt: AnyPrompt<Db>
  caller: Caller
  /** Already validated against the prompt's strict schema. */
  input: unknown
  context: ServerContext
}

/** One prompt, filled with the caller's rows. @throws ProtocolError -32602, -32603 */
export async function getPrompt<Db>(
  environment: CallEnvironment<Db>,
  { prompt, caller, input, context }: PromptCall<Db>,
): Promise<GetPromptResult> {
  const { name, scope, description } = prompt
  const call = { method: 'prompts/get' as const, name, scope, caller, input, ...requestOf(context), isChange: false }
  try {
    const text = await runCall(environment, call, ({ db, signal }) => prompt.run({ input, caller, db, signal }))
    return { description, messages: [{ role: 'user', content: { type: 'text', text } }] }
  } catch (error) {
    throw protocolError(error)
  }
}
