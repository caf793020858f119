import { z } from 'zod'

/** Embeddings, overrides and isolates: they let a text read in another order than the one it is stored in. */
const BIDIRECTIONAL = '\\u{202A}-\\u{202E}\\u{2066}-\\u{2069}'
/** Breaks a line that `\\n` does not. */
const SEPARATORS = '\\u{2028}\\u{2029}'
/** Joins nothing and separates nothing. Joiners and direction marks stay: emoji, Persian and Hebrew need them. */
const INVISIBLE = '\\u{200B}\\u{2060}-\\u{2064}\\u{FEFF}'
/** A second alphabet that only programs see, except where it ends the black flag of a region. */
const TAGS = '(?<!\\u{1F3F4}[\\u{E0020}-\\u{E007F}]{0,6})[\\u{E0000}-\\u{E007F}]'

const hiddenInLine = new RegExp(`[\\p{Cc}${BIDIRECTIONAL}${SEPARATORS}${INVISIBLE}]|${TAGS}`, 'u')
const allHiddenInLine = new RegExp(hiddenInLine, 'gu')
const hiddenInNotes = new RegExp(`(?![\\n\\r\\t])\\p{Cc}|[${BIDIRECTIONAL}]|${TAGS}`, 'u')

/** PostgreSQL keeps no NUL and no half of a character. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** JSON of which PostgreSQL keeps every text and every key. */
export function storableJson(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  const escapes = /\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g
  return JSON.stringify(value, replacer).replace(escapes, (written, code) => (code.length > 1 ? '\uFFFD' : written))
}

/** Somebody else's text as one line of at most `max` characters, without those that hide. */
export function asLine(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').replace(allHiddenInLine, '').trim()
  return line.length > max ? `${line.slice(0, max - 1).toWellFormed()}…` : line.toWellFormed()
}

const PROBLEM = 'must not contain control or hidden characters'

/**
 * One trimmed line of 1 to `max` characters, which reads as it is stored. No control characters: PostgreSQL cannot
 * store NUL, and a line has no breaks.
 *
 * @see Unicode Technical Standard 55 §3 (Trojan Source, CVE-2021-42574)
 */
export function lineSchema(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !hiddenInLine.test(text), PROBLEM)
}

/** Trimmed text of 1 to `max` characters that may have several lines, and reads as it is stored. */
export function notesSchema(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !hiddenInNotes.test(text), PROBLEM)
}
