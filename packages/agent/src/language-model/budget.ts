import { MODEL_INPUT_TOKENS, MODEL_OUTPUT_TOKENS, MODEL_STEPS } from '@chaperone/contracts'

/** One message may not cost more. What is said of it is for the person. */
export class BudgetSpent extends Error {
  constructor(why: string) {
    super(`I stop here: ${why}. Ask for less at once.`)
    this.name = 'BudgetSpent'
  }
}

export interface Usage {
  inputTokens: number | undefined
  outputTokens: number | undefined
}

export interface Budget {
  /**
   * Counts one more round. The answer is how many tokens the model may still write.
   *
   * @throws BudgetSpent also when what it would read is too much, before it is sent
   */
  beginStep(promptCharacters: number): number
  /** Counts what a round took, by the provider's own account where there is one. */
  endStep(usage: Usage, writtenCharacters: number): void
}

/** Rarely fewer, in any language and in JSON: an estimate for what has not been counted. */
const CHARACTERS_PER_TOKEN = 4

/** What a language model may use for one message. */
export function startBudget(): Budget {
  let steps = 0
  let inputTokens = 0
  let outputTokens = 0
  let estimate = 0
  return {
    beginStep(promptCharacters) {
      steps += 1
      if (steps > MODEL_STEPS) throw new BudgetSpent(`this took more than the ${MODEL_STEPS} rounds a message may take`)
      estimate = Math.ceil(promptCharacters / CHARACTERS_PER_TOKEN)
      if (inputTokens + estimate > MODEL_INPUT_TOKENS)
        throw new BudgetSpent('there was more to read than one message may cost')
      const left = MODEL_OUTPUT_TOKENS - outputTokens
      if (left <= 0) throw new BudgetSpent('this took more words than one message may cost')
      return left
    },
    endStep(usage, writtenCharacters) {
      inputTokens += usage.inputTokens ?? estimate
      outputTokens += usage.outputTokens ?? Math.ceil(writtenCharacters / CHARACTERS_PER_TOKEN)
    },
  }
}
