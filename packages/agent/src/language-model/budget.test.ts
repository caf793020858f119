import { MODEL_INPUT_TOKENS, MODEL_OUTPUT_TOKENS } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { BudgetSpent, startBudget } from './budget.ts'

const uncounted = { inputTokens: undefined, outputTokens: undefined }

test('what is too much to read is not sent', () => {
  expect(() => startBudget().beginStep(4 * MODEL_INPUT_TOKENS + 1)).toThrow(BudgetSpent)
})

test('where the provider does not count, the length of the texts does', () => {
  const budget = startBudget()
  budget.beginStep(2 * MODEL_INPUT_TOKENS)
  budget.endStep(uncounted, 4_000)
  expect(budget.beginStep(0)).toBe(MODEL_OUTPUT_TOKENS - 1_000)
  expect(() => budget.beginStep(2 * MODEL_INPUT_TOKENS + 8)).toThrow(BudgetSpent)
})
