'use client'

import type { Decision } from '@chaperone/contracts'
import { usePathname } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { HostApiError, isClosed } from '@/components/host-api/host-api-error'
import { decideApproval, startTurn } from '@/components/host-api/turn-events'
import { conversationIn, conversationPath } from './conversation-path.ts'
import { applyEvent, deciding, newTurn, stopped, type TurnState, withHeld } from './turn-state.ts'

/** A conversation as the server has kept it. */
export interface KeptConversation {
  id: string
  title: string
  turns: readonly TurnState[]
}

export interface Conversation {
  /** Null before the host has given it a place. */
  id: string | null
  title: string | null
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

/** Of a conversation that is gone, and of a session that has ended. */
const remedies: Partial<Record<number, TurnState['remedy']>> = { 404: 'new_conversation', 401: 'sign_in' }

/** The conversation of the open page. The host keeps it; its place is in the URL as soon as it has one. */
export function useConversation(kept: KeptConversation | null): Conversation {
  const [turns, setTurns] = useState<readonly TurnState[]>(kept?.turns ?? [])
  const [title, setTitle] = useState(kept?.title ?? null)
  const id = useRef<string | null>(kept?.id ?? null)
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
        const conversationId = id.current ?? undefined
        for await (const event of startTurn({ message, timeZone, conversationId }, abort.signal)) {
          if (event.type === 'conversation') {
            id.current = event.id
            setTitle(event.title)
            window.history.replaceState(null, '', conversationPath(event.id) + window.location.search)
          }
          change(key, (turn) => applyEvent(turn, event, new Date()))
        }
      } catch (error) {
        const remedy = error instanceof HostApiError ? remedies[error.status] : undefined
        const failure = { error: messageOf(error), ...(remedy && { remedy }) }
        change(key, (turn) => (abort.signal.aborted ? stopped(turn) : { ...turn, ...failure }))
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
        const state = isClosed(error) ? 'closed' : 'asked'
        change(key, (turn) => withHeld(turn, id, { state, error: messageOf(error) }))
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
    setTitle(null)
    id.current = null
  }, [stop])

  // Links, back and forward may lead to another conversation than this page holds, or to none: the server has it. They
  // also lead back to a page that was rendered before its conversation was begun.
  const pathname = usePathname()
  useEffect(() => {
    const load = () => {
      if (conversationIn(window.location.pathname) !== id.current) window.location.reload()
    }
    load()
    window.addEventListener('popstate', load)
    return () => window.removeEventListener('popstate', load)
  }, [pathname])

  const active = turns.find((turn) => turn.isRunning)
  const canStop = active !== undefined && !active.held.some(({ state }) => state === 'deciding')
  return { id: id.current, title, turns, isBusy: active !== undefined, canStop, ask, stop, decide, clear }
}
