/** Shorter texts are too common to say anything about where they come from. */
const MIN_LENGTH = 4

/** All texts inside a JSON value, lower case. */
export function* textLeaves(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    const text = value.trim().toLowerCase()
    if (text.length >= MIN_LENGTH) yield text
  } else if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) yield* textLeaves(child)
  }
}
