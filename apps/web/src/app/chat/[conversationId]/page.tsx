import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { ChatPage } from '@/components/chat/chat-page'
import { conversationPath } from '@/components/chat/conversation-path'
import { openConversation } from '@/conversations/conversations'
import { currentPerson, requirePerson } from '@/session/current-person'

type Props = { params: Promise<{ conversationId: string }> }

/** Once per request, for the title and the page. */
const openOnce = cache(openConversation)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { conversationId } = await params
  const person = await currentPerson()
  const kept = person && (await openOnce(person.id, conversationId))
  return { title: kept ? `${kept.title} · Chat` : 'Chat' }
}

/** A conversation from before. Somebody else's is the same answer as one that does not exist. */
export default async function KeptChatPage({ params }: Props) {
  const { conversationId } = await params
  const person = await requirePerson(conversationPath(conversationId))
  const kept = await openOnce(person.id, conversationId)
  if (!kept) notFound()
  return <ChatPage person={person} kept={kept} />
}
