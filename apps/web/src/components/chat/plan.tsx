import type { Hop, PlanStep } from '@chaperone/contracts'
import { RunningIcon, TickIcon, WaitingIcon } from '@/components/icons/icons'
import { VerdictIcon } from '@/components/verdict/verdict'
import { HopChip } from './hop-chip.tsx'

const words: Record<PlanStep['state'], string> = {
  waiting: 'not begun',
  running: 'under way',
  done: 'done',
  held: 'needs approval',
  failed: 'refused',
}

function StepIcon({ state }: { state: PlanStep['state'] }) {
  switch (state) {
    case 'done':
      return <TickIcon />
    case 'running':
      return <RunningIcon />
    case 'waiting':
      return <WaitingIcon />
    case 'held':
    case 'failed': {
      const verdict = state === 'held' ? 'needs_approval' : 'refused'
      return (
        <span className="verdict" data-verdict={verdict}>
          <VerdictIcon verdict={verdict} />
        </span>
      )
    }
  }
}

/** A held step goes on with the hop it waits for, also where no new plan tells so. */
function stateNow(step: PlanStep, hops: readonly Hop[]): PlanStep['state'] {
  if (step.state !== 'held') return step.state
  const last = hops.find(({ number }) => number === step.hops.at(-1))
  if (last?.verdict === 'allowed') return 'done'
  return last?.verdict === 'refused' ? 'failed' : 'held'
}

/** What the planner means to do, step by step, each with the hops it took. */
export function Plan({
  steps,
  planner,
  hops,
  turnId,
}: {
  steps: readonly PlanStep[]
  planner: string
  hops: readonly Hop[]
  turnId: string | null
}) {
  if (steps.length === 0) return null
  return (
    <section className="plan" aria-label="Plan">
      <div className="flex justify-between gap-3 pb-1 pt-0.5">
        <h3>Plan</h3>
        <span className="text-xs text-faint-foreground">
          {planner ? `${planner}, ` : ''}
          {steps.length} {steps.length === 1 ? 'step' : 'steps'}
        </span>
      </div>
      <ol>
        {steps.map((step) => (
          <li key={step.title}>
            <StepIcon state={stateNow(step, hops)} />
            <span>
              {step.title}
              <span className="sr-only">, {words[stateNow(step, hops)]}</span>
              {step.note ? <small>{step.note}</small> : null}
            </span>
            <span className="flex gap-1">
              {turnId
                ? step.hops.map((hop) => (
                    <HopChip
                      key={hop}
                      turnId={turnId}
                      hop={hop}
                      verdict={hops.find(({ number }) => number === hop)?.verdict}
                    />
                  ))
                : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
