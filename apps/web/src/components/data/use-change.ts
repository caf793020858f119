'use client'

import type { ApprovalCard, Decision, ToolCallRequest } from '@chaperone/contracts'
import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { callTool } from '@/components/host-api/call-tool'
import { HostApiError, isClosed } from '@/components/host-api/host-api-error'
import { decideApproval } from '@/components/host-api/turn-events'

export type ChangeState =
  | { step: 'idle' }
  | { step: 'proposing' }
  | { step: 'asked'; card: ApprovalCard; error?: string }
  | { step: 'deciding'; card: ApprovalCard }
  | { step: 'done'; outcome: 'approved' | 'denied' }
  | { step: 'closed' | 'failed'; message: string }

export interface Change {
  state: ChangeState
  propose(request: ToolCallRequest): Promise<void>
  decide(decision: Decision): Promise<void>
  reset(): void
}

function messageOf(error: unknown): string {
  return error instanceof HostApiError
    ? error.message
    : 'The host could not be reached. Nothing is known to have changed.'
}

/** One change through the host: proposed, shown with its exact arguments, approved or denied. Reloads the page's data after it. */
export function useChange(): Change {
  const router = useRouter()
  const [state, setState] = useState<ChangeState>({ step: 'idle' })
  const card = 'card' in state ? state.card : null

  const propose = useCallback(
    async (request: ToolCallRequest) => {
      setState({ step: 'proposing' })
      try {
        const answer = await callTool(request)
        if (answer.status === 'needs_approval') return setState({ step: 'asked', card: answer.approval })
        if (answer.status === 'refused') return setState({ step: 'failed', message: answer.message })
        setState({ step: 'done', outcome: 'approved' })
        router.refresh()
      } catch (error) {
        setState({ step: 'failed', message: messageOf(error) })
      }
    },
    [router],
  )

  const decide = useCallback(
    async (decision: Decision) => {
      if (!card) return
      setState({ step: 'deciding', card })
      try {
        setState(await followDecision(card.id, decision))
        router.refresh()
      } catch (error) {
        const message = messageOf(error)
        setState(isClosed(error) ? { step: 'closed', message } : { step: 'asked', card, error: message })
      }
    },
    [card, router],
  )

  const reset = useCallback(() => setState({ step: 'idle' }), [])
  return { state, propose, decide, reset }
}

/** Takes the decision and reads from the held hop how it ended: done, refused, or with another question about it. */
async function followDecision(id: string, decision: Decision): Promise<ChangeState> {
  let refusal: string | null = null
  for await (const event of decideApproval(id, decision)) {
    if (event.type === 'approval') return { step: 'asked', card: event.approval }
    if (event.type === 'error') refusal = event.message
    if (event.type === 'hop') refusal = event.hop.verdict === 'refused' ? event.hop.reason : null
  }
  if (decision === 'deny') return { step: 'done', outcome: 'denied' }
  return refusal === null ? { step: 'done', outcome: 'approved' } : { step: 'failed', message: refusal }
}
