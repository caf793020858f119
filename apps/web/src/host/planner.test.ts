import { builtInPlanner } from '@chaperone/agent'
import { beforeEach, expect, test, vi } from 'vitest'
import { setTestEnvironment } from '../testing/test-environment.ts'

beforeEach(() => {
  vi.resetModules()
  setTestEnvironment('postgres://localhost/unused')
  for (const name of ['PLANNER', 'PLANNER_BASE_URL', 'ANTHROPIC_API_KEY', 'OPENAI_API_KEY']) delete process.env[name]
})

/** The planner of a process with these variables. */
async function plannerWith(variables: Record<string, string>) {
  Object.assign(process.env, variables)
  const [{ env }, { plannerFor }] = await Promise.all([import('../env.ts'), import('./planner.ts')])
  return plannerFor(env())
}

test('without settings the built-in planner plans, and no key is needed', async () => {
  expect((await plannerWith({})).name).toBe(builtInPlanner.name)
})

test('people see which language model plans, and where it runs', async () => {
  const planner = await plannerWith({ PLANNER: 'anthropic:claude-test', ANTHROPIC_API_KEY: 'secret' })
  expect(planner.name).toBe('language model claude-test at Anthropic')
})

test('the name of a model may hold a colon, and an address inside is not shown', async () => {
  const planner = await plannerWith({ PLANNER: 'compatible:llama3.2:3b', PLANNER_BASE_URL: 'http://inside:11434/v1' })
  expect(planner.name).toBe('language model llama3.2:3b')
})

test.each([
  [{ PLANNER: 'anthropic:claude-test' }, /ANTHROPIC_API_KEY: is needed/],
  [{ PLANNER: 'anthropic:claude-test', OPENAI_API_KEY: 'of another' }, /ANTHROPIC_API_KEY: is needed/],
  [{ PLANNER: 'compatible:llama' }, /PLANNER_BASE_URL: is needed/],
  [{ PLANNER: 'compatible:llama', PLANNER_BASE_URL: 'file:///etc' }, /PLANNER_BASE_URL/],
  [{ PLANNER: 'claude-test' }, /PLANNER/],
  [{ PLANNER: 'openai:', OPENAI_API_KEY: 'secret' }, /PLANNER/],
])('%j is refused with the name of the variable', async (variables, problem) => {
  await expect(plannerWith(variables as Record<string, string>)).rejects.toThrow(problem)
})
