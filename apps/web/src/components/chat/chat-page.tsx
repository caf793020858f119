import { Suspense } from 'react'
import { TopBar } from '@/components/shell/top-bar'
import { env } from '@/env'
import { listPending } from '@/host/approval-store'
import { planner } from '@/host/planner'
import type { SignedInPerson } from '@/session/current-person'
import { Chat } from './chat.tsx'
import type { KeptConversation } from './use-conversation.ts'

/** The chat, with a conversation from before or a new one. */
export async function ChatPage({ person, kept }: { person: SignedInPerson; kept: KeptConversation | null }) {
  const waiting = await listPending(person.id)
  return (
    <div className="chat-page">
      <a className="skip" href="#content">
        Skip to the conversation
      </a>
      <TopBar person={person} />
      <Suspense>
        <Chat
          key={kept?.id ?? 'new'}
          personName={person.name}
          languageModel={env().PLANNER ? planner().name : null}
          waiting={waiting}
          kept={kept}
        />
      </Suspense>
    </div>
  )
}
