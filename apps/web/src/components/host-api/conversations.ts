import type { ConversationSummary } from '@chaperone/contracts'
import { hostApiError } from './host-api-error.ts'

const PATH = '/api/host/conversations'

/** The person's conversations, the one that was used last first. @throws HostApiError */
export async function listConversations(): Promise<ConversationSummary[]> {
  const response = await ask(PATH, 'GET')
  const { conversations } = (await response.json()) as { conversations: ConversationSummary[] }
  return conversations
}

/** Deletes one conversation, or all without an id. One that is gone already is no failure. @throws HostApiError */
export async function deleteConversations(id?: string): Promise<void> {
  await ask(id === undefined ? PATH : `${PATH}/${encodeURIComponent(id)}`, 'DELETE', [404])
}

async function ask(path: string, method: 'GET' | 'DELETE', alsoFine: readonly number[] = []): Promise<Response> {
  const response = await fetch(path, { method, credentials: 'same-origin', cache: 'no-store' })
  if (!response.ok && !alsoFine.includes(response.status)) throw await hostApiError(response)
  return response
}
