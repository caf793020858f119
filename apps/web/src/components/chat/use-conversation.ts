'use client'

import type { Decision } from '@chaperone/contracts'
import { useCallback, useRef, useState } from 'react'
import { HostApiError } from '@/components/host-api/host-api-error'
import { decideApproval, startTurn } from '@/components/host-api/turn-events'
import { applyEvent, deciding, newTurn, type TurnState, withHeld } from './turn-state.ts'

export interface Conversation {
  turns: readonly TurnState[]
  isBusy: boolean
  ask(message: string): Promise<void>
  decide(turnKey: string, approvalId: string, decision: Decision): Promise<void>
  clear(): void
}

const CONNECTION_LOST = 'The connection to the host broke off. What the wire shows did happen; the rest is unknown.'

function messageOf(error: unknown): string {
  return error instanceof HostApiError ? error.message : CONNECTION_LOST
}

/** The conversation of the open page. It lives here only: leaving the page ends it. */
export function useConversation(): Conversation {
  const [turns, setTurns] = useState<readonly TurnState[]>([])
  const running = useRef<AbortController | null>(null)

  const change = useCallback((key: string, step: (turn: TurnState) => TurnState) => {
    setTurns((all) => all.map((turn) => (turn.key === key ? step(turn) : turn)))
  }, [])

  const ask = useCallback(
    async (message: string) => {
      const key = crypto.randomUUID()
      const abort = new AbortController()
      running.current = abort
      setTurns((all) => [...all, newTurn(key, message, new Date())])
      try {
        const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
        for await (const event of startTurn({ message, timeZone }, abort.signal)) {
          change(key, (turn) => applyEvent(turn, event, new Date()))
        }
      } catch (error) {
        change(key, (turn) => ({ ...turn, error: messageOf(error) }))
      } finally {
        change(key, (turn) => ({ ...turn, isRunning: false }))
      }
    },
    [change],
  )

  const decide = useCallback(
    async (key: string, id: string, decision: Decision) => {
      change(key, (turn) => deciding(turn, id))
      const decided = decision === 'deny' ? 'denied' : 'approved'
      try {
        for await (const event of decideApproval(id, decision)) {
          change(key, (turn) => applyEvent(withHeld(turn, id, { state: decided }), event, new Date()))
        }
        change(key, (turn) => withHeld(turn, id, { state: decided }))
      } catch (error) {
        change(key, (turn) => withHeld(turn, id, { state: 'asked', error: messageOf(error) }))
      } finally {
        change(key, (turn) => ({ ...turn, isRunning: false }))
      }
    },
    [change],
  )

  const clear = useCallback(() => {
    running.current?.abort()
    setTurns([])
  }, [])

  return { turns, isBusy: turns.some((turn) => turn.isRunning), ask, decide, clear }
}
