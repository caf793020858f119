import type { AnswerPart, Hop } from '@chaperone/contracts'

/** A paragraph, or the items of a list. */
export type AnswerBlock = { kind: 'text'; parts: AnswerPart[] } | { kind: 'list'; items: AnswerPart[][] }

const BULLET = '• '

/** The parts of an answer that hold now: those about a held call go when it is decided. */
export function partsNow(parts: readonly AnswerPart[], hops: readonly Hop[]): AnswerPart[] {
  return parts.filter(
    ({ whileHeld }) =>
      whileHeld === undefined || hops.find(({ number }) => number === whileHeld)?.verdict === 'needs_approval',
  )
}

/** An answer as paragraphs and lists: a line that starts with a bullet is an item, any other continues or starts a paragraph. */
export function answerBlocks(parts: readonly AnswerPart[]): AnswerBlock[] {
  const blocks: AnswerBlock[] = []
  for (const line of linesOf(parts)) {
    const [first, ...others] = line
    const last = blocks.at(-1)
    if (!first?.text.startsWith(BULLET)) {
      blocks.push({ kind: 'text', parts: line })
      continue
    }
    const item = [{ ...first, text: first.text.slice(BULLET.length) }, ...others]
    if (last?.kind === 'list') last.items.push(item)
    else blocks.push({ kind: 'list', items: [item] })
  }
  return blocks
}

// A part that spans lines is cut; where its facts come from is said at its end.
function linesOf(parts: readonly AnswerPart[]): AnswerPart[][] {
  const lines: AnswerPart[][] = [[]]
  for (const { source, ...part } of parts) {
    const pieces = part.text.split('\n')
    pieces.forEach((text, index) => {
      if (index > 0) lines.push([])
      const isEnd = index === pieces.length - 1
      if (text !== '' || (isEnd && source)) lines.at(-1)?.push({ ...part, text, ...(isEnd && source && { source }) })
    })
  }
  return lines.filter((line) => line.length > 0)
}
