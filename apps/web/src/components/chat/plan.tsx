import type { Hop, PlanStep } from '@chaperone/contracts'
import { RunningIcon, TickIcon, WaitingIcon } from '@/components/icons/icons'
import { VerdictIcon } from '@/components/verdict/verdict'
import { HopChip } from './hop-chip.tsx'
import { stepNow } from './step-now.ts'

const words: Record<PlanStep['state'], string> = {
  waiting: 'not begun',
  running: 'under way',
  done: 'done',
  held: 'needs approval',
  failed: 'refused',
  stopped: 'stopped',
}

function StepIcon({ state }: { state: PlanStep['state'] }) {
  switch (state) {
    case 'done':
      return <TickIcon />
    case 'running':
      return <RunningIcon />
    case 'waiting':
    case 'stopped':
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

/** Which server it is about, whether it changes anything there, and what came of it. */
function StepAbout({ step: { connection, effect, note } }: { step: PlanStep }) {
  const about = connection && `${connection.replaceAll('-', ' ')}, ${effect === 'change' ? 'changes' : 'reads'}`
  const words = [about, note].filter(Boolean).join(' · ')
  return words ? <small>{words}</small> : null
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
        {steps.map((planned, index) => {
          const step = stepNow(planned, hops)
          return (
            <li key={index}>
              <StepIcon state={step.state} />
              <span>
                {step.title}
                <span className="sr-only">, {words[step.state]}</span>
                <StepAbout step={step} />
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
          )
        })}
      </ol>
    </section>
  )
}
