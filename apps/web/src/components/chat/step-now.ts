import type { Hop, PlanStep } from '@chaperone/contracts'

/** A held step as it stands after the decision about the hop it waited for, also where no new plan tells so. */
export function stepNow(step: PlanStep, hops: readonly Hop[]): PlanStep {
  if (step.state !== 'held') return step
  const verdict = hops.find(({ number }) => number === step.hops.at(-1))?.verdict
  if (verdict === 'allowed') return { ...step, state: 'done', note: 'approved' }
  return verdict === 'refused' ? { ...step, state: 'failed', note: 'not done' } : step
}
