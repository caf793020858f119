import type { Scope } from '@chaperone/contracts'
import type { z } from 'zod'
import type { StrictObject, ToolRun } from './define-tool.ts'

export interface PromptDefinition<Args extends StrictObject, Db> {
  /** `<server>_<purpose>`, such as `tasks_plan_day`. */
  name: string
  title: string
  description: string
  scope: Scope
  /** Texts only: that is all a prompt can be given. */
  args: Args
  /** The text that the model is given in the person's name. */
  run(run: ToolRun<z.output<Args>, Db>): Promise<string>
}

/** A prompt whose types have been checked by `definePrompt`; what `serveMcp` takes. */
// biome-ignore lint/suspicious/noExplicitAny: a list of prompts with different arguments has no common type
export type AnyPrompt<Db> = PromptDefinition<any, Db>

/** Gives a server its `definePrompt`, bound to the type of its transaction. */
export function promptsOn<Db>() {
  return function definePrompt<Args extends StrictObject>(
    prompt: PromptDefinition<Args, Db>,
  ): PromptDefinition<Args, Db> {
    return prompt
  }
}
