import type { Hop } from '@chaperone/contracts'
import { classNames } from '@/components/ui/class-names'
import { Verdict } from '@/components/verdict/verdict'
import { CheckStrip } from './check-strip.tsx'
import { credentialWords, wordInstead } from './hop-words.ts'
import { Lanes } from './lanes.tsx'
import { WireLink } from './wire-link.tsx'

/** One hop as a row: lanes, number, tool, credential, scope, checks, verdict, duration. */
export function HopRow({ hop, turnId, isOpen }: { hop: Hop; turnId: string; isOpen: boolean }) {
  const { kind } = hop.credential
  return (
    <WireLink
      place={{ pane: 'wire', turn: turnId, hop: hop.number }}
      className="hop"
      aria-current={isOpen ? 'true' : undefined}
      data-hop={hop.number}
    >
      <Lanes hop={hop} />
      <span className="number tabular-nums text-faint-foreground">{hop.number}</span>
      <span className="tool" title={hop.label}>
        {hop.label}
      </span>
      <span className={classNames('credential', kind === 'none' && 'text-faint-foreground')}>
        {credentialWords(hop)}
      </span>
      <span className="scope font-mono text-faint-foreground" title={hop.scope}>
        {hop.scope}
      </span>
      <CheckStrip checks={hop.checks} />
      <Verdict verdict={hop.verdict} word={wordInstead(hop)} />
      <span
        className={classNames(
          'milliseconds text-right font-mono tabular-nums',
          hop.durationMilliseconds === null && 'text-faint-foreground',
        )}
      >
        {hop.durationMilliseconds ?? '–'}
        <span className="sr-only"> ms</span>
      </span>
    </WireLink>
  )
}
