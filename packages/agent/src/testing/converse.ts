import { type Run, runScript, type Script } from './scripted-context.ts'

/** Says several things in one conversation, each with what was kept of those before. */
export async function converse(results: Script['results'], messages: readonly string[]): Promise<Run[]> {
  const runs: Run[] = []
  for (const [index, message] of messages.entries()) {
    const memory = runs.at(-1)?.memory ?? null
    // As it comes back from a store.
    const kept: unknown = JSON.parse(JSON.stringify(memory))
    runs.push(await runScript(message, { ...(results && { results }), memory: kept, turnId: `turn_${index + 1}` }))
  }
  return runs
}
