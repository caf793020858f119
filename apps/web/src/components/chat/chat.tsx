'use client'

import type { ApprovalCard } from '@chaperone/contracts'
import { useSearchParams } from 'next/navigation'
import { WirePane } from '@/components/wire/wire-pane'
import { placeQuery, readPlace } from '@/components/wire/wire-place'
import { ConversationPane } from './conversation-pane.tsx'
import { PaneTabs } from './pane-tabs.tsx'
import { useConversation } from './use-conversation.ts'
import { usePaneStart } from './use-pane-start.ts'

/** Conversation and wire side by side. The wire shows the turn that the URL names, else the newest. */
export function Chat({
  personName,
  languageModel,
  waiting,
}: {
  personName: string
  /** Name of the language model that plans; null when none does. */
  languageModel: string | null
  waiting: readonly ApprovalCard[]
}) {
  const conversation = useConversation()
  const place = readPlace(useSearchParams() ?? new URLSearchParams())
  usePaneStart(place)
  const chosen = conversation.turns.find((turn) => turn.id !== null && turn.id === place.turn)
  const shown = chosen ?? conversation.turns.at(-1)

  /** A new turn takes the wire, whatever the URL named before. */
  async function ask(message: string) {
    window.history.pushState(null, '', placeQuery({ pane: 'conversation' }))
    await conversation.ask(message)
  }

  return (
    <>
      <PaneTabs place={place} hopCount={shown?.hops.length ?? 0} />
      <main id="content" className="panes" data-pane={place.pane}>
        <h1 className="sr-only">Conversation and wire</h1>
        <div id="conversation-pane" className="pane">
          <ConversationPane
            conversation={{ ...conversation, ask }}
            personName={personName}
            languageModel={languageModel}
            waiting={waiting}
            shownTurnKey={shown?.key}
          />
        </div>
        <div id="wire-pane" className="pane">
          <WirePane
            turnId={shown?.id ?? null}
            hops={shown?.hops ?? []}
            chosenHop={chosen ? place.hop : undefined}
            askedHop={shown?.held.at(-1)?.card.hop}
            personName={personName}
          />
        </div>
      </main>
    </>
  )
}
