import type { AnswerPart, Hop } from '@chaperone/contracts'
import { answerBlocks } from './answer-blocks.ts'
import { HopChip } from './hop-chip.tsx'

function Part({ part, hops, turnId }: { part: AnswerPart; hops: readonly Hop[]; turnId: string | null }) {
  const { source } = part
  return (
    <>
      {part.strong ? <strong className="font-semibold">{part.text}</strong> : part.text}
      {source && turnId ? (
        <>
          {' '}
          <HopChip
            turnId={turnId}
            hop={source.hop}
            label={source.label}
            verdict={hops.find(({ number }) => number === source.hop)?.verdict}
          />{' '}
        </>
      ) : null}
    </>
  )
}

/** The answer as it comes in, every fact with the hop it came from. */
export function Answer({
  parts,
  hops,
  turnId,
  isRunning,
}: {
  parts: readonly AnswerPart[]
  hops: readonly Hop[]
  turnId: string | null
  isRunning: boolean
}) {
  const line = (own: readonly AnswerPart[]) =>
    own.map((part, index) => <Part key={index} part={part} hops={hops} turnId={turnId} />)
  return (
    <div className="prose">
      {answerBlocks(parts).map((block, index) =>
        block.kind === 'text' ? (
          <p key={index}>{line(block.parts)}</p>
        ) : (
          <ul key={index}>
            {block.items.map((item, position) => (
              <li key={position}>{line(item)}</li>
            ))}
          </ul>
        ),
      )}
      {isRunning ? <span className="caret" aria-hidden="true" /> : null}
    </div>
  )
}
