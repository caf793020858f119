const words: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  few: 3,
  couple: 2,
}

/** Matches a small number in digits or words. */
export const numberPattern = `\\d+(?:[.,]\\d+)?|${Object.keys(words).join('|')}`

/** The first number in a text, in digits or words; null when there is none. */
export function numberOf(text: string): number | null {
  const match = new RegExp(`\\b(${numberPattern})\\b`, 'i').exec(text)?.[1]
  if (!match) return null
  return words[match.toLowerCase()] ?? Number(match.replace(',', '.'))
}
