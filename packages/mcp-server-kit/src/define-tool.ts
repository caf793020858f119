import type { Scope } from '@chaperone/contracts'
import type { Caller } from '@chaperone/mcp-auth'
import type { z } from 'zod'
import { idempotencyKeySchema } from './idempotency.ts'

/** `read` changes nothing, `write` adds or changes, `destroy` removes. Annotations and the host's approval rule derive from it. */
export type Effect = 'read' | 'write' | 'destroy'

/** An unknown argument, such as a smuggled `owner_id`, is an error instead of being dropped: see `requireStrict`. */
export type StrictObject = z.ZodObject<z.ZodRawShape, z.core.$strict>

export interface ToolRun<Input, Db> {
  input: Input
  /** Comes from the verified credential; never an argument. */
  caller: Caller
  /** One transaction, in which the database shows only the caller's rows. */
  db: Db
  /** Aborted when the call's time is up or the client is gone. */
  signal: AbortSignal
}

export interface ToolData<Input extends StrictObject, Output extends StrictObject, Db> {
  /** `<server>_<verb>`, such as `tasks_create`. */
  name: string
  title: string
  description: string
  scope: Scope
  /** The tool asks somebody beyond this server's database, so its answer may hold third-party text. */
  isOpenWorld?: boolean
  input: Input
  output: Output
  run(run: ToolRun<z.output<Input>, Db>): Promise<z.input<Output>>
}

export type ToolEffect<Input extends StrictObject, Db> =
  | { effect: 'read' }
  /** `creates`: a repeated call would add a second row, so the tool takes an `idempotencyKey`. */
  | { effect: 'write'; creates?: true }
  | {
      effect: 'destroy'
      /** What the person is asked before anything is removed. Refuses, as `run` does, what the caller may not remove. */
      question(run: ToolRun<z.output<Input>, Db>): Promise<string>
    }

export type ToolDefinition<Input extends StrictObject, Output extends StrictObject, Db> = ToolData<Input, Output, Db> &
  ToolEffect<Input, Db>

/** A tool whose types have been checked by `defineTool`; what `serveMcp` takes. */
// biome-ignore lint/suspicious/noExplicitAny: a list of tools with different inputs has no common input type
export type AnyTool<Db> = ToolDefinition<any, any, Db>

/** Gives a server its `defineTool`, bound to the type of its transaction. A creating tool gets its `idempotencyKey` here. */
export function toolsOn<Db>() {
  return function defineTool<Input extends StrictObject, Output extends StrictObject>(
    tool: ToolDefinition<Input, Output, Db>,
  ): ToolDefinition<Input, Output, Db> {
    if (tool.effect !== 'write' || !tool.creates) return tool
    return { ...tool, input: tool.input.safeExtend({ idempotencyKey: idempotencyKeySchema }) as unknown as Input }
  }
}
