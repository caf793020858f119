import { conversationIdSchema } from '@chaperone/contracts'
import { deleteConversations } from '@/conversations/conversations'
import { hostRoute } from '@/host/host-route'
import { HttpError } from '@/host/http-error'
import { requireSession } from '@/host/require-session'

/** Deletes one conversation of the person. Somebody else's is the same answer as one that does not exist. */
export const DELETE = hostRoute<{ conversationId: string }>('host:call', async ({ principal, params }) => {
  requireSession(principal, 'delete their conversations')
  const id = conversationIdSchema.safeParse(params.conversationId)
  const deleted = id.success ? await deleteConversations(principal.userId, { only: id.data }) : 0
  if (deleted === 0) throw new HttpError(404, 'not_found', 'There is no such conversation.')
  return Response.json({ deleted }, { headers: { 'Cache-Control': 'no-store' } })
})
