'use client'

import { ApprovalCard } from '@/components/approval/approval-card'
import { RefusedNotice } from './notices.tsx'
import type { Change } from './use-change.ts'

interface ChangeStatusProps {
  change: Change
  /** A server's refusal as this page words it; by default as it came. */
  inWords?: (refusal: string) => string
}

/** Where a change stands: the approval card, or how it ended. */
export function ChangeStatus({ change, inWords = (refusal) => refusal }: ChangeStatusProps) {
  const { state, decide } = change
  switch (state.step) {
    case 'asked':
    case 'deciding':
      return (
        <ApprovalCard
          card={state.card}
          state={state.step}
          {...('error' in state && state.error && { error: state.error })}
          onDecide={(decision) => void decide(decision)}
        />
      )
    case 'closed':
      return <RefusedNotice title="This question is closed" message={state.message} />
    case 'failed':
      return <RefusedNotice title="Not done" message={inWords(state.message)} />
    default:
      return (
        <p className="sr-only" aria-live="polite">
          {state.step === 'done' ? (state.outcome === 'approved' ? 'Done' : 'Denied: nothing changed') : ''}
        </p>
      )
  }
}
