import { MAX_NESTING_LEVELS } from './lifetimes.ts'

/**
 * What keeps a parsed JSON value from being passed on, stored and hashed alike everywhere, or null: numbers that are
 * not finite, text that is not well-formed Unicode or holds NUL, nesting beyond the limit. Goes down level by level,
 * without recursion: the depth is the sender's choice.
 *
 * @see RFC 7493 §2
 */
export function messageProblem(value: unknown): string | null {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_NESTING_LEVELS) return `A message may have at most ${MAX_NESTING_LEVELS} levels.`
    const next: unknown[] = []
    for (const item of level) {
      if (typeof item === 'number' && !Number.isFinite(item)) return 'Numbers must be finite.'
      if (typeof item === 'string' && !isPlainText(item)) return 'Text must be well-formed Unicode without NUL.'
      if (typeof item !== 'object' || item === null) continue
      for (const [key, child] of Object.entries(item)) {
        if (!isPlainText(key)) return 'Names must be well-formed Unicode without NUL.'
        next.push(child)
      }
    }
    level = next
  }
  return null
}

function isPlainText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
