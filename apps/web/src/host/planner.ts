import { builtInPlanner, languageModelPlanner, openModel } from '@chaperone/agent'
import type { Planner } from '@chaperone/mcp-host'
import { type Env, env } from '../env'
import { once } from '../once'

/** The planner of this process: one for everybody, chosen by the environment. */
export const planner = once('planner', () => plannerFor(env()))

type Choice = NonNullable<Env['PLANNER']>

const services: Record<Choice['provider'], { at: string; keyOf(values: Env): string | undefined }> = {
  anthropic: { at: ' at Anthropic', keyOf: (values) => values.ANTHROPIC_API_KEY },
  openai: { at: ' at OpenAI', keyOf: (values) => values.OPENAI_API_KEY },
  google: { at: ' at Google', keyOf: (values) => values.GOOGLE_GENERATIVE_AI_API_KEY },
  // An address inside is nobody's business outside.
  compatible: { at: '', keyOf: (values) => values.PLANNER_API_KEY },
}

/** The built-in one, unless a language model is named. People see where that runs: it is shown their data. */
export function plannerFor(values: Env): Planner {
  if (!values.PLANNER) return builtInPlanner
  const { provider, model } = values.PLANNER
  const { at, keyOf } = services[provider]
  return languageModelPlanner({
    name: `language model ${model}${at}`,
    model: openModel({ provider, model, apiKey: keyOf(values), baseUrl: values.PLANNER_BASE_URL }),
    log: (message) => console.error(message),
  })
}
