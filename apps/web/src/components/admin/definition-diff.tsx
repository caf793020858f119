import { diffLines } from 'diff'

interface DefinitionDiffProps {
  /** Null where none was accepted. */
  before: unknown
  after: unknown
}

/** A change shown line by line, with hidden characters made visible: they are what a poisoned definition hides in. */
export function DefinitionDiff({ before, after }: DefinitionDiffProps) {
  const [old, now] = [before === null ? '' : linesOf(before), linesOf(after)]
  // A server could send one that takes minutes to compare; then both are shown whole.
  const parts = diffLines(old, now, { timeout: DIFF_MILLISECONDS }) ?? [removed(old), added(now)]
  return (
    <pre className="http max-h-96 overflow-auto whitespace-pre-wrap break-words rounded-md border border-border p-3">
      {parts.map(({ value, added, removed }, index) => {
        const mark = added ? '+' : removed ? '-' : ' '
        const text = value.replace(/\n$/, '').split('\n')
        const Element = added ? 'ins' : removed ? 'del' : 'span'
        return (
          <Element key={index} className={looks[mark]}>
            {text.map((line) => `${mark} ${line}\n`).join('')}
          </Element>
        )
      })}
    </pre>
  )
}

/** Nobody reads a difference that takes longer. */
const DIFF_MILLISECONDS = 200

function removed(value: string) {
  return { value, added: false, removed: true }
}

function added(value: string) {
  return { value, added: true, removed: false }
}

const looks = {
  '+': 'text-allowed no-underline',
  '-': 'text-refused no-underline',
  ' ': 'text-muted-foreground',
}

function linesOf(definition: unknown): string {
  return `${visible(JSON.stringify(sorted(definition), null, 2))}\n`
}

/** Servers may list the same keys in another order, which is no change. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  )
}

function visible(text: string): string {
  return text.replace(
    /\p{Cf}|\p{Default_Ignorable_Code_Point}/gu,
    (hidden) => `\\u{${hidden.codePointAt(0)?.toString(16)}}`,
  )
}
