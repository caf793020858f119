import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Chat } from '@/components/chat/chat'
import { TopBar } from '@/components/shell/top-bar'
import { env } from '@/env'
import { listPending } from '@/host/approval-store'
import { planner } from '@/host/planner'
import { requirePerson } from '@/session/current-person'

export const metadata: Metadata = { title: 'Chat' }

export default async function ChatPage() {
  const person = await requirePerson('/chat')
  const waiting = await listPending(person.id)
  return (
    <div className="chat-page">
      <a className="skip" href="#content">
        Skip to the conversation
      </a>
      <TopBar person={person} />
      <Suspense>
        <Chat personName={person.name} languageModel={env().PLANNER ? planner().name : null} waiting={waiting} />
      </Suspense>
    </div>
  )
}
