import type { Tool } from '@modelcontextprotocol/client'
import { leavesOf } from '../flow/leaves.ts'

/**
 * Characters that a person does not see and a model reads: zero-width ones, those that turn the direction of text, and
 * tags, in which whole sentences have been hidden.
 *
 * @see Unicode Technical Report 36 §2.10; "ASCII smuggling" by Unicode tag characters (U+E0000–U+E007F)
 */
const HIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cf}|\p{Default_Ignorable_Code_Point}|[\u2800\ufff0-\uffff]/u
const HIDDEN_ALL = new RegExp(HIDDEN, 'gu')

/** What a description says to a model and not about the tool. Few and plain: a hint for the reader, no wall. */
const INSTRUCTIONS = [
  /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:previous|prior|above|earlier|other|all)\b/i,
  /\bdo not (?:tell|mention|show|inform|reveal)\b/i,
  /\b(?:before|after|instead of|whenever|every time)\b.{0,40}\b(?:using|calling|use|call|invoking)\b.{0,40}\b(?:tool|function)s?\b/i,
  /<\/?(?:important|system|instructions?|secret|hidden)\b/i,
  /\b(?:system prompt|hidden from the user|without (?:asking|telling|notifying) the user)\b/i,
  /(?:~|\/root|\/home\/\w+)\/\.\w+|\bid_rsa\b|\.env\b/i,
]

/** Names of letters from other alphabets that look like these, and digits. */
const LOOKALIKES: Record<string, string> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ј: 'j',
  ԁ: 'd',
  ո: 'n',
  ο: 'o',
  α: 'a',
  ν: 'v',
  ι: 'i',
  '0': 'o',
  '1': 'l',
  '5': 's',
  i: 'l',
}

/**
 * What is odd about a definition, in words for an administrator; nothing where it reads as one should.
 *
 * @param names of all tools that the host knows, of whatever connection
 * @see OWASP MCP Top 10 (2025) MCP03; OWASP AISVS C10.4.1
 */
export function suspicionsAmong(names: readonly string[]): (tool: Tool) => string[] {
  const bySkeleton = new Map<string, Set<string>>()
  for (const name of names) {
    const skeleton = skeletonOf(name)
    bySkeleton.set(skeleton, (bySkeleton.get(skeleton) ?? new Set()).add(name))
  }
  return (tool) => {
    const { texts } = leavesOf(tool, () => false)
    const found: string[] = []
    if (texts.some((text) => HIDDEN.test(text))) found.push('holds characters that nobody sees')
    if (texts.some((text) => INSTRUCTIONS.some((pattern) => pattern.test(text)))) {
      found.push('talks to the model instead of describing the tool')
    }
    const twin = [...(bySkeleton.get(skeletonOf(tool.name)) ?? [])].find((name) => name !== tool.name)
    if (twin) found.push(`looks like ${twin}`)
    return found
  }
}

/** Names with one skeleton look alike. @see Unicode Technical Standard 39 §4 */
function skeletonOf(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase().replace(HIDDEN_ALL, '')
  return Array.from(plain, (letter) => LOOKALIKES[letter] ?? letter)
    .filter((letter) => !/[\s._\-/]/.test(letter))
    .join('')
}
