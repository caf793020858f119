import { scopeSentences } from '@chaperone/contracts'
import type { ConsentRequest } from '@/authorization-server/consent-request'

/** A scope of no server, with what it means here. @see OpenID Connect Core §3.1.2.1 */
const sentences: Record<string, string> = { openid: 'Know which account is yours, by its id', ...scopeSentences }

/** What the request would add, and what the client may do whatever is decided, one sentence each. */
export function rightsOf({ scopes, wantsIdToken, allowedBefore }: ConsentRequest) {
  const asked = [...scopes.map(({ scope }) => scope), ...(wantsIdToken ? ['openid'] : [])]
  const inWords = (rights: readonly string[]) => rights.map((scope) => sentences[scope] ?? scope)
  return {
    added: inWords(asked.filter((scope) => !allowedBefore.includes(scope))),
    before: inWords(allowedBefore),
  }
}

/** What a client with these scopes could still not do at the same resource, one sentence each. */
export function sentencesNotAllowed(allowed: readonly string[]): string[] {
  const prefixes = new Set(allowed.map((scope) => scope.split(':')[0]))
  return Object.entries(scopeSentences)
    .filter(([scope]) => prefixes.has(scope.split(':')[0]) && !allowed.includes(scope))
    .map(([, sentence]) => sentence)
}

/** `A, b or c`, as the end of a sentence. */
export function alternatives(sentences: readonly string[]): string {
  const [first = '', ...rest] = sentences
  const lower = rest.map((sentence) => sentence.charAt(0).toLowerCase() + sentence.slice(1))
  const last = lower.pop()
  return last ? `${[first, ...lower].join(', ')}, or ${last}` : first
}
