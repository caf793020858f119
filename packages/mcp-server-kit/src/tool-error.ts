/** A failure the model is told about, with advice. Anything else a tool throws is hidden behind a reference. */
export class ToolError extends Error {
  readonly code: string

  constructor(code: string, advice: string) {
    super(advice)
    this.name = 'ToolError'
    this.code = code
  }
}

/** The one answer for "not there" and "not yours". */
export function notFound(kind: string): ToolError {
  return new ToolError(
    'not_found',
    `There is no such ${kind}, or it is not yours. List them first and use an id from the list.`,
  )
}
