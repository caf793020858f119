const LOGGED_CHARACTERS = 500
/** What JSON leaves as it is, and a terminal obeys: other control characters, turned text, other ends of lines. */
const UNSEEN = /\p{C}|\p{Zl}|\p{Zp}/gu

/** Of a server that answers with a page of its own: what it says must not look like lines of the log, or fill it. */
export function inOneLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? `, because of ${error.cause.message}` : ''
  return JSON.stringify(`${text}${cause}`.slice(0, LOGGED_CHARACTERS)).replace(
    UNSEEN,
    (unseen) => `\\u{${unseen.codePointAt(0)?.toString(16)}}`,
  )
}
