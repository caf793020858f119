import type { Hop } from '@chaperone/contracts'
import { Verdict } from '@/components/verdict/verdict'
import { credentialWords, partyName, portOf } from '@/components/wire/hop-words'

/** How a page got its data: the calls of the host, one line each. */
export function CallLines({ hops }: { hops: readonly Hop[] }) {
  return (
    <section aria-label="How this page was read" className="mt-8 border-t border-border pt-3 text-xs">
      <p className="mb-1 text-muted-foreground">Read by the host:</p>
      <ul>
        {hops.map((hop) => (
          <li
            key={`${hop.connection} ${hop.label} ${hop.startedAt}`}
            className="flex flex-wrap items-center gap-x-3 py-0.5"
          >
            <code className="font-medium">{hop.label}</code>
            <span className="text-muted-foreground">
              {hop.credential.kind === 'none'
                ? 'no credential issued'
                : `${credentialWords(hop)} for ${partyName(hop.to)}`}{' '}
              <span className="font-mono">{portOf(hop)}</span>
            </span>
            <span className="ml-auto flex items-center gap-3">
              <Verdict verdict={hop.verdict} />
              <span className="w-14 text-right font-mono tabular-nums text-muted-foreground">
                {hop.durationMilliseconds ?? '–'} ms
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
