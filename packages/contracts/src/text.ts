import { z } from 'zod'

/** One trimmed line of 1 to `max` characters. No control characters: PostgreSQL cannot store NUL, and a line has no breaks. */
export function lineSchema(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters')
}

/** Trimmed text of 1 to `max` characters that may have several lines. */
export function notesSchema(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/[^\P{Cc}\n\r\t]/u.test(text), 'must not contain control characters')
}
