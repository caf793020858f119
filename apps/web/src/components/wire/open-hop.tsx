import type { Hop } from '@chaperone/contracts'
import { preciseClockTime } from '@/components/time/clock-time'
import { Verdict, verdictWord } from '@/components/verdict/verdict'
import { CheckList } from './check-list.tsx'
import { Credential } from './credential.tsx'
import { courseOf, partyName, portOf, targetName, wordInstead } from './hop-words.ts'
import { HttpMessage } from './http-message.tsx'

function Decision({ hop }: { hop: Hop }) {
  const { file, threat } = hop.decidedBy
  return (
    <p className="basis-full text-muted-foreground">
      {hop.reason === `${verdictWord(hop.verdict)}.` ? null : `${hop.reason} `}
      {file ? (
        <>
          Decided in <code className="break-words text-foreground">{file}</code>, which stops{' '}
          <code className="text-foreground">{threat}</code>
        </>
      ) : null}
    </p>
  )
}

/** Everything about one hop: verdict and what decided it, checks in order, credential, raw messages. */
export function OpenHop({ hop, personName }: { hop: Hop; personName: string }) {
  const duration = hop.durationMilliseconds === null ? '' : ` + ${hop.durationMilliseconds} ms`
  return (
    <section className="open-hop" aria-labelledby="open-hop-title">
      <header>
        <h2 id="open-hop-title" className="tabular-nums">
          <span className="text-faint-foreground">{hop.number}</span> {hop.label}
        </h2>
        <span className="text-muted-foreground">
          {partyName(hop.from).toLowerCase()} to {targetName(hop)} <span className="font-mono">{portOf(hop)}</span>
        </span>
        <Verdict verdict={hop.verdict} word={wordInstead(hop)} isBadge />
        <span className="ml-auto font-mono tabular-nums text-muted-foreground">
          {preciseClockTime(hop.startedAt)}
          {duration}
        </span>
        <Decision hop={hop} />
      </header>
      <div className="columns-two">
        <div>
          <CheckList hop={hop} />
        </div>
        <div>
          <Credential hop={hop} personName={personName} />
          {hop.request ? <HttpMessage title="Request" message={hop.request} /> : <NotSent hop={hop} />}
          {hop.response ? <HttpMessage title="Response" message={hop.response} /> : null}
        </div>
      </div>
    </section>
  )
}

/** Hatch in place of a request that never happened. */
function NotSent({ hop }: { hop: Hop }) {
  const course = courseOf(hop)
  if (course === 'sent' || course === 'turned-away') return null
  return (
    <>
      <h3>Request</h3>
      <p className="hatch grid h-16 place-items-center rounded-sm border border-border text-xs">
        <span className="bg-card px-2 text-muted-foreground">
          {course === 'held' ? 'waits for your decision' : 'never sent'}
        </span>
      </p>
    </>
  )
}
