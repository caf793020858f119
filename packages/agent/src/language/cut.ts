const leadingWords =
  /(?:\b(?:on|at|by|until|till|before|due|from|in|during|over|for|within|starting|the|of|is|it is|some ?time)\s+)+$/i

/** The text without the span, and without the prepositions that led to it. */
export function cut(text: string, { index, text: span }: { index: number; text: string }): string {
  const before = text.slice(0, index).replace(leadingWords, '')
  const after = text.slice(index + span.length)
  return `${before.trimEnd()} ${after.trimStart()}`
    .replace(/\s+([,.;:!?])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}
