import { PlainError } from '../system/plain-error.ts'

/** The number that an option's text says. @throws PlainError for anything but a whole number in the range */
export function wholeNumber(option: string, text: string, { from, to }: { from: number; to: number }): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= from && value <= to) return value
  throw new PlainError(`--${option} takes a whole number from ${from} to ${to}, and not ${text || 'nothing'}.`)
}
