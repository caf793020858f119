import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ChatPage } from '@/components/chat/chat-page'
import { conversationPath } from '@/components/chat/conversation-path'
import { openConversation } from '@/conversations/conversations'
import { requirePerson } from '@/session/current-person'

export const metadata: Metadata = { title: 'Chat' }

/** A conversation from before. Somebody else's is the same answer as one that does not exist. */
export default async function KeptChatPage({ params }: { params: Promise<{ conversationId: string }> }) {
  const { conversationId } = await params
  const person = await requirePerson(conversationPath(conversationId))
  const kept = await openConversation(person.id, conversationId)
  if (!kept) notFound()
  return <ChatPage person={person} kept={kept} />
}
