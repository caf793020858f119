import type { Verdict } from '@chaperone/contracts'
import { verdictWord } from '@/components/verdict/verdict'
import { WireLink } from '@/components/wire/wire-link'

/** A small link from a step or a fact to its hop on the wire. */
export function HopChip({
  turnId,
  hop,
  verdict,
  label,
}: {
  turnId: string
  hop: number
  verdict: Verdict | undefined
  label?: string
}) {
  const isSpecial = verdict !== undefined && verdict !== 'allowed'
  return (
    <WireLink
      place={{ pane: 'wire', turn: turnId, hop }}
      className="chip"
      data-verdict={verdict}
      aria-label={`Hop ${label ?? hop}${isSpecial ? `, ${verdictWord(verdict).toLowerCase()}` : ''}`}
    >
      {label ?? hop}
    </WireLink>
  )
}
