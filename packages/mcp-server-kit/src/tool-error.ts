/** A failure the model is told about, with advice. Anything else a tool throws is hidden behind a reference. */
export class ToolError extends Error {
  readonly code: string
  /** What the caller needs to do better, such as the current row. Only what the caller may read. */
  readonly details: Record<string, unknown>

  constructor(code: string, advice: string, details: Record<string, unknown> = {}) {
    super(advice)
    this.name = 'ToolError'
    this.code = code
    this.details = details
  }
}

/** The one answer for "not there" and "not yours". */
export function notFound(kind: string): ToolError {
  return new ToolError(
    'not_found',
    `There is no such ${kind}, or it is not yours. List them first and use an id from the list.`,
  )
}

/** The refusal of a lost update: somebody else changed the row since the caller read it. `current` is the row as it is now. */
export function conflict(kind: string, current: { version: number }): ToolError {
  return new ToolError(
    'conflict',
    `Somebody changed this ${kind}: it has version ${current.version} now. Look at the current one, then decide again.`,
    { current },
  )
}
