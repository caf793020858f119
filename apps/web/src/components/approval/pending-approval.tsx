'use client'

import type { ApprovalCard as Card, Decision } from '@chaperone/contracts'
import { useState } from 'react'
import { HostApiError, isClosed } from '@/components/host-api/host-api-error'
import { decideApproval } from '@/components/host-api/turn-events'
import { ApprovalCard, type ApprovalCardProps } from './approval-card.tsx'

/** One question outside a conversation, and the words of what came of it. */
export function PendingApproval({ card: first }: { card: Card }) {
  const [card, setCard] = useState(first)
  const [state, setState] = useState<ApprovalCardProps['state']>('asked')
  const [answer, setAnswer] = useState('')
  const [error, setError] = useState<string | undefined>()

  async function decide(decision: Decision) {
    setState('deciding')
    setError(undefined)
    try {
      let words = ''
      let next: Card | null = null
      for await (const event of decideApproval(card.id, decision)) {
        if (event.type === 'answer') words += event.part.text
        // Its server wants more for it: one more question.
        if (event.type === 'approval') next = event.approval
        if (event.type === 'error') throw new HostApiError(500, event.message)
      }
      setAnswer(next ? '' : words)
      if (next) setCard(next)
      setState(next ? 'asked' : decision === 'deny' ? 'denied' : 'approved')
    } catch (problem) {
      setError(problem instanceof HostApiError ? problem.message : 'The host could not be reached. Try again.')
      setState(isClosed(problem) ? 'closed' : 'asked')
    }
  }

  return (
    <div className="max-w-105">
      <ApprovalCard
        card={card}
        state={state}
        {...(error ? { error } : {})}
        onDecide={(decision) => void decide(decision)}
      />
      <p role="status" className="prose mt-3">
        {answer}
      </p>
    </div>
  )
}
