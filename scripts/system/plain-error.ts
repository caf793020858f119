import { interruptedExitCode } from './interruption.ts'

/** Something the person at the terminal can mend. Shown as one sentence, without a stack. */
export class PlainError extends Error {
  override readonly name = 'PlainError'
}

const UNBUILT = 'Nothing is built here yet. Run npm run demo once.'

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
  const text = isUnbuilt(error)
    ? UNBUILT
    : isPlain
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error)
  process.stderr.write(`\n✗ ${text}\n`)
  process.exitCode = 1
}

/** A package of ours is not there in JavaScript. */
function isUnbuilt(error: unknown): boolean {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
  return isMissing && error.message.includes('@chaperone/')
}
