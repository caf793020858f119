import type { Metadata } from 'next'
import { ChatPage } from '@/components/chat/chat-page'
import { requirePerson } from '@/session/current-person'

export const metadata: Metadata = { title: 'Chat' }

export default async function NewChatPage() {
  return <ChatPage person={await requirePerson('/chat')} kept={null} />
}
