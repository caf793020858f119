import type { Hop, Verdict as VerdictName } from '@chaperone/contracts'
import { Verdict, verdictWord } from '@/components/verdict/verdict'

const verdicts: VerdictName[] = ['allowed', 'needs_approval', 'refused']

/** How many hops, how long, and how each ended. */
export function WireSummary({ hops }: { hops: readonly Hop[] }) {
  const milliseconds = hops.reduce((sum, hop) => sum + (hop.durationMilliseconds ?? 0), 0)
  return (
    <>
      <span className="ml-auto truncate tabular-nums text-muted-foreground">
        {hops.length} {hops.length === 1 ? 'hop' : 'hops'}, {milliseconds} ms
      </span>
      {verdicts.map((verdict) => {
        const count = hops.filter((hop) => hop.verdict === verdict).length
        if (count === 0) return null
        return <Verdict key={verdict} verdict={verdict} word={`${count} ${verdictWord(verdict).toLowerCase()}`} />
      })}
    </>
  )
}
