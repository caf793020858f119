/** Something the person at the terminal can mend. Shown as one sentence, without a stack. */
export class PlainError extends Error {
  override readonly name = 'PlainError'
}

/** Prints an error as a sentence where it is meant for people, whole where it is a defect, and sets the exit code. */
export function reportError(error: unknown): void {
  const isPlain = error instanceof Error && ['PlainError', 'DatabaseSetupError'].includes(error.name)
  process.stderr.write(
    `\n✗ ${isPlain ? error.message : error instanceof Error ? (error.stack ?? error.message) : error}\n`,
  )
  process.exitCode = 1
}
