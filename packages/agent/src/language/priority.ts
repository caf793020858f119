import { cut } from './cut.ts'
import { maskQuoted } from './quoted.ts'

const forms = [
  /,?\s*\b(?:with |at |as )?(?:a )?(low|normal|medium|high|top) priority\b/i,
  /,?\s*\bpriority:? (low|normal|medium|high)\b/i,
]

/** Takes a priority out of a request: "write report, high priority" → "high" and "write report". */
export function extractPriority(text: string): { priority: string | null; rest: string } {
  const masked = maskQuoted(text)
  const found = forms.map((form) => form.exec(masked)).find((match) => match !== null)
  const word = found?.[1]?.toLowerCase()
  if (!found || !word) return { priority: null, rest: text }
  const names: Record<string, string> = { medium: 'normal', top: 'high' }
  return { priority: names[word] ?? word, rest: cut(text, { index: found.index, text: found[0] }) }
}
