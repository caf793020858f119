import type { AnswerPart } from '@chaperone/contracts'

/** Text of an answer: plain, or a part of its own. */
export type Phrase = string | AnswerPart

/** The hop a fact comes from, as the answer shows it. */
export type Source = NonNullable<AnswerPart['source']>

/** The key fact of a sentence. */
export function strong(text: string): AnswerPart {
  return { text, strong: true }
}

/** "2 tasks", "5 team calendar": the hop's number and the connection it went to. */
export function sourceOf(hop: number, connection: string): Source {
  return { hop, label: `${hop} ${connection.replaceAll('-', ' ')}` }
}

/** One sentence as answer parts. The source is shown after its last part. */
export function sentence(lead: string, phrases: readonly Phrase[], source?: Source): AnswerPart[] {
  const parts: AnswerPart[] = []
  for (const phrase of phrases) {
    const part = typeof phrase === 'string' ? { text: phrase } : phrase
    const last = parts.at(-1)
    if (last && !last.strong && !part.strong) parts[parts.length - 1] = { text: last.text + part.text }
    else parts.push(part)
  }
  const [first, ...others] = parts
  if (!first) return []
  const led = first.strong && lead !== '' ? [{ text: lead }, first] : [{ ...first, text: lead + first.text }]
  const all = [...led, ...others]
  const last = all.at(-1)
  return last && source ? [...all.slice(0, -1), { ...last, source }] : all
}

/** "1 task", "2 tasks". */
export function count(amount: number, noun: string): string {
  return `${amount === 0 ? 'no' : amount} ${noun}${amount === 1 ? '' : 's'}`
}

/** "a, b and c", or with "or". */
export function joinWords(words: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (words.length <= 1) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`
}
