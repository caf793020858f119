import { deleteConversations, listConversations } from '@/conversations/conversations'
import { hostRoute } from '@/host/host-route'
import { requireSession } from '@/host/require-session'

const uncached = { headers: { 'Cache-Control': 'no-store' } }

/** The person's conversations, the one that was used last first. */
export const GET = hostRoute('host:read', async ({ principal }) => {
  requireSession(principal, 'read their conversations')
  return Response.json({ conversations: await listConversations(principal.userId) }, uncached)
})

/** Deletes all of them. */
export const DELETE = hostRoute('host:call', async ({ principal }) => {
  requireSession(principal, 'delete their conversations')
  return Response.json({ deleted: await deleteConversations(principal.userId, 'all') }, uncached)
})
