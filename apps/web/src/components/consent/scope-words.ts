import { scopeSentences } from '@chaperone/contracts'

/** What a client with these scopes could still not do at the same resource, one sentence each. */
export function sentencesNotAsked(asked: readonly string[]): string[] {
  const prefixes = new Set(asked.map((scope) => scope.split(':')[0]))
  return Object.entries(scopeSentences)
    .filter(([scope]) => prefixes.has(scope.split(':')[0]) && !asked.includes(scope))
    .map(([, sentence]) => sentence)
}

/** `A, b or c`, as the end of a sentence. */
export function alternatives(sentences: readonly string[]): string {
  const [first = '', ...rest] = sentences
  const lower = rest.map((sentence) => sentence.charAt(0).toLowerCase() + sentence.slice(1))
  const last = lower.pop()
  return last ? `${[first, ...lower].join(', ')}, or ${last}` : first
}
