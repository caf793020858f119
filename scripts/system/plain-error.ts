import { interruptedExitCode } from './interruption.ts'

/** Something the person at the terminal can mend. Shown as one sentence, without a stack. */
export class PlainError extends Error {
  override readonly name = 'PlainError'
}

const plainNames = ['PlainError', 'DatabaseSetupError']

/**
 * Prints an error as a sentence where it is meant for people, whole where it is a defect, and sets the exit code.
 * Having been told to stop is no error: nothing is printed.
 */
export function reportError(error: unknown): void {
  if (error instanceof Error && error.name === 'AbortError') {
    process.exitCode = interruptedExitCode()
    return
  }
  const isPlain = error instanceof Error && plainNames.includes(error.name)
  const text = isPlain ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`\n✗ ${text}\n`)
  process.exitCode = 1
}
