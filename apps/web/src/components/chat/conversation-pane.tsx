'use client'

import type { ApprovalCard } from '@chaperone/contracts'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Composer } from './composer.tsx'
import { EmptyConversation } from './empty-conversation.tsx'
import type { TurnState } from './turn-state.ts'
import { TurnView } from './turn-view.tsx'
import type { Conversation } from './use-conversation.ts'
import { useFocusAfterMove } from './use-focus-after-move.ts'

/** The conversation: its turns, and the field for the next message. */
export function ConversationPane({
  conversation,
  personName,
  languageModel,
  waiting,
  isKept,
  menu,
  onStartOver,
  shownTurnKey,
}: {
  conversation: Conversation
  personName: string
  languageModel: string | null
  /** What the person was asked before and can still decide. */
  waiting: readonly ApprovalCard[]
  /** Whether turns from before come, so that nothing is there to be introduced. */
  isKept: boolean
  menu: ReactNode
  onStartOver: () => void
  /** The turn that the wire shows. */
  shownTurnKey: string | undefined
}) {
  const { title, turns, isBusy, canStop, ask, stop, decide, clear } = conversation
  const end = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const last = turns.at(-1)
  const letters = last?.answer.reduce((sum, { text }) => sum + text.length, 0)
  const progress = last ? `${last.key} ${letters} ${last.held.length} ${last.steps.length}` : ''

  useFocusAfterMove(field)

  // Follow what comes in, as a log does.
  useEffect(() => {
    if (progress) end.current?.scrollIntoView({ block: 'nearest' })
  }, [progress])

  function startOver() {
    onStartOver()
    field.current?.focus()
  }

  function askAgain({ message, remedy }: TurnState) {
    if (remedy === 'sign_in') {
      return window.location.assign(`/login?callbackUrl=${encodeURIComponent(window.location.pathname)}`)
    }
    if (remedy === 'new_conversation') clear()
    void ask(message)
  }

  return (
    <section className="flex min-h-0 min-w-0 flex-1 flex-col" aria-labelledby="conversation-title">
      <div className="pane-head">
        <span>{menu}</span>
        <h2 id="conversation-title" className="truncate">
          {title ?? turns[0]?.message ?? 'New conversation'}
        </h2>
        {turns.length > 0 ? (
          <Button variant="quiet" size="quiet" className="ml-auto" onClick={startOver}>
            New
          </Button>
        ) : null}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div className="pane-scroll" tabIndex={0} role="log" aria-label="Messages">
        <div className="thread">
          {turns.length === 0 && !isKept ? (
            <EmptyConversation
              name={personName}
              languageModel={languageModel}
              waiting={waiting}
              onAsk={(message) => void ask(message)}
            />
          ) : null}
          {turns.map((turn) => (
            <TurnView
              key={turn.key}
              turn={turn}
              personName={personName}
              isOnWire={turn.key === shownTurnKey}
              isOneOfMany={turns.length > 1}
              onDecide={(id, decision) => void decide(turn.key, id, decision)}
              onAskAgain={() => askAgain(turn)}
            />
          ))}
          {turns.length > 0 ? <div ref={end} className="thread-end" /> : null}
        </div>
      </div>
      <div className="compose">
        <Composer
          field={field}
          isBusy={isBusy}
          canStop={canStop}
          onSend={(message) => void ask(message)}
          onStop={() => {
            stop()
            field.current?.focus()
          }}
        />
      </div>
    </section>
  )
}
