'use client'

import type { ApprovalCard } from '@chaperone/contracts'
import { useRouter, useSearchParams } from 'next/navigation'
import { useIsInBrowser } from '@/components/ui/use-is-in-browser'
import { WirePane } from '@/components/wire/wire-pane'
import { placeQuery, readPlace } from '@/components/wire/wire-place'
import { ConversationMenu } from './conversation-menu.tsx'
import { ConversationPane } from './conversation-pane.tsx'
import { PaneTabs } from './pane-tabs.tsx'
import { type KeptConversation, useConversation } from './use-conversation.ts'
import { usePaneStart } from './use-pane-start.ts'

/** Conversation and wire side by side. The wire shows the turn that the URL names, else the newest. */
export function Chat({
  personName,
  languageModel,
  waiting,
  kept,
}: {
  personName: string
  /** Name of the language model that plans; null when none does. */
  languageModel: string | null
  waiting: readonly ApprovalCard[]
  /** The conversation that the URL names, if any. */
  kept: KeptConversation | null
}) {
  const loaded = useConversation(kept)
  // Times are the reader's own, and only the browser knows where that is.
  const isInBrowser = useIsInBrowser()
  const conversation = isInBrowser ? loaded : { ...loaded, turns: [] }
  const router = useRouter()
  const place = readPlace(useSearchParams() ?? new URLSearchParams())
  usePaneStart(place)
  const chosen = conversation.turns.find((turn) => turn.id !== null && turn.id === place.turn)
  const shown = chosen ?? conversation.turns.at(-1)

  /** A new turn takes the wire, whatever the URL named before. */
  async function ask(message: string) {
    window.history.pushState(null, '', placeQuery({ pane: 'conversation' }))
    await conversation.ask(message)
  }

  function startOver() {
    conversation.clear()
    router.push('/chat')
    router.refresh()
  }

  const menu = <ConversationMenu openId={conversation.id} onStartOver={startOver} />
  return (
    <>
      <PaneTabs place={place} hopCount={shown?.hops.length ?? 0} menu={menu} />
      <main id="content" className="panes" data-pane={place.pane}>
        <h1 className="sr-only">Conversation and wire</h1>
        <div id="conversation-pane" className="pane">
          <ConversationPane
            conversation={{ ...conversation, ask }}
            personName={personName}
            languageModel={languageModel}
            waiting={waiting}
            isKept={kept !== null}
            menu={menu}
            onStartOver={startOver}
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
