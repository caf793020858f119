'use client'

import type { Decision } from '@chaperone/contracts'
import { useCallback, useRef, useState } from 'react'
import { HostApiError } from '@/components/host-api/host-api-error'
import { decideApproval, startTurn } from '@/components/host-api/turn-events'
import { applyEvent, deciding, newTurn, stopped, type TurnState, withHeld } from './turn-state.ts'

export interface Conversation {
  turns: readonly TurnState[]
  isBusy: boolean
  /** Whether a turn runs that the person can stop. What they have approved is not stopped half-way. */
  canStop: boolean
  stop(): void
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
        change(key, (turn) => (abort.signal.aborted ? stopped(turn) : { ...turn, error: messageOf(error) }))
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

  const stop = useCallback(() => running.current?.abort(), [])

  const clear = useCallback(() => {
    stop()
    setTurns([])
  }, [stop])

  const active = turns.find((turn) => turn.isRunning)
  const canStop = active !== undefined && !active.held.some(({ state }) => state === 'deciding')
  return { turns, isBusy: active !== undefined, canStop, ask, stop, decide, clear }
}
