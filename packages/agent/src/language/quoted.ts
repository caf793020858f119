const QUOTED = /"([^"]+)"|(?<=^|[\s(])'([^']+)'(?=$|[\s.,!?:;)])/g

/** The first quoted text, without its quotes; null when nothing is quoted. Apostrophes inside words are no quotes. */
export function firstQuoted(text: string): string | null {
  return allQuoted(text)[0] ?? null
}

/** Every quoted text in order, without quotes. */
export function allQuoted(text: string): string[] {
  return Array.from(text.matchAll(QUOTED), (match) => (match[1] ?? match[2] ?? '').trim()).filter(Boolean)
}

/** The same length of text with quoted parts blanked, so that no date or command is read out of a quotation. */
export function maskQuoted(text: string): string {
  return text.replace(QUOTED, (match) => ' '.repeat(match.length))
}

/** Applies `change` to what is not quoted, and leaves quotations alone. */
export function mapUnquoted(text: string, change: (part: string) => string): string {
  let result = ''
  let position = 0
  for (const match of text.matchAll(QUOTED)) {
    result += change(text.slice(position, match.index)) + match[0]
    position = match.index + match[0].length
  }
  return result + change(text.slice(position))
}
