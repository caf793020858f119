import type { Check } from '@chaperone/contracts'
import { stepOutcomes, stripWords } from './hop-words.ts'

/** One tick per step, in order. */
export function CheckStrip({ checks }: { checks: readonly Check[] }) {
  return (
    <span className="strip" role="img" aria-label={stripWords(checks)}>
      {stepOutcomes(checks).map(({ step, outcome }) => (
        <i key={step} data-outcome={outcome} />
      ))}
    </span>
  )
}
