import { setImmediate } from 'node:timers/promises'
import { interruption } from './interruption.ts'

/**
 * Runs one step of the start and shows its name at once and its duration when it is done. Goes to stderr. A step that
 * fails when we have been told to stop was interrupted, whatever it says: Ctrl-C reaches the programs it runs as well.
 *
 * @throws AbortError when interrupted, else what the step throws
 */
export async function step<T>(title: string, run: () => Promise<T> | T): Promise<T> {
  const startedAt = performance.now()
  process.stderr.write(`· ${title} …`)
  try {
    const value = await run()
    process.stderr.write(` ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`)
    return value
  } catch (error) {
    // A signal that came while the step blocked us is delivered in the event loop's next round.
    for (const _round of [1, 2]) await setImmediate()
    const told = interruption()
    process.stderr.write(told.aborted ? ' stopped\n' : ' failed\n')
    told.throwIfAborted()
    throw error
  }
}
