import type { Check, CheckOutcome, CheckPlace, Hop } from '@chaperone/contracts'
import { ApprovalIcon, FailedIcon, TickIcon } from '@/components/icons/icons'
import { partyName } from './hop-words.ts'

const words: Record<CheckOutcome, string> = {
  passed: 'passed',
  failed: 'failed',
  waiting: 'is waiting',
  not_reached: 'not reached',
}

function OutcomeIcon({ outcome }: { outcome: CheckOutcome }) {
  if (outcome === 'passed') return <TickIcon size={12} />
  if (outcome === 'failed') return <FailedIcon />
  if (outcome === 'waiting') return <ApprovalIcon />
  return <span className="unreached" aria-hidden="true" />
}

function readsAudience({ place, threat }: Check): boolean {
  return place === 'server' && threat === 'AUD-01'
}

function CheckRow({ check, isAudience }: { check: Check; isAudience: boolean }) {
  return (
    <li data-outcome={check.outcome} data-reads-audience={isAudience || undefined}>
      <OutcomeIcon outcome={check.outcome} />
      <span className="tabular-nums text-faint-foreground">{check.step}</span>
      <span className="title" title={check.title}>
        {check.title}
        <span className="sr-only">, {words[check.outcome]}, stops</span>
      </span>
      <code>{check.threat}</code>
    </li>
  )
}

/** The checks of a hop in the order in which they ran, grouped by who made them, each with the threat it stops. */
export function CheckList({ hop }: { hop: Hop }) {
  const groups: { place: CheckPlace; title: string }[] = [
    { place: 'host_before', title: hop.to === 'host' ? 'Host, on receipt' : 'Host, before the call' },
    { place: 'server', title: `${partyName(hop.to)}, on receipt` },
    { place: 'host_after', title: 'Host, after the call' },
  ]
  return groups.map(({ place, title }) => {
    const checks = hop.checks.filter((check) => check.place === place)
    if (checks.length === 0) return null
    const isCalledWithToken = hop.credential.kind === 'user_jwt'
    return [
      <h3 key={`${place} title`}>{title}</h3>,
      <ol key={place} className="checks">
        {checks.map((check) => (
          <CheckRow key={check.step} check={check} isAudience={isCalledWithToken && readsAudience(check)} />
        ))}
      </ol>,
    ]
  })
}
