import type { Hop } from '@chaperone/contracts'
import { verdictWord } from '@/components/verdict/verdict'

/** Tells assistive technology about the newest hop, politely. */
export function HopAnnouncer({ hops }: { hops: readonly Hop[] }) {
  const newest = hops.at(-1)
  return (
    <p className="sr-only" aria-live="polite">
      {newest ? `Hop ${newest.number}, ${newest.label}: ${verdictWord(newest.verdict)}` : ''}
    </p>
  )
}
