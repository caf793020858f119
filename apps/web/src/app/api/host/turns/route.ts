import { turnRequestSchema } from '@chaperone/contracts'
import { beginTurn as beginKept } from '@/conversations/conversation-store'
import { recordTurn } from '@/conversations/record-turn'
import { eventStream } from '@/host/event-stream'
import { firstHop } from '@/host/first-hop'
import { hostRoute, readBody } from '@/host/host-route'
import { HttpError } from '@/host/http-error'
import { mcpHost } from '@/host/mcp-host'
import { planner } from '@/host/planner'
import { requireSession } from '@/host/require-session'
import { beginTurn } from '@/host/running-turns'

/**
 * One message of the person; the answer and every hop on the way to it stream back. Closing the request stops the turn.
 * What a person asks in a browser is kept in a conversation of theirs; what a program asks stands alone.
 */
export const POST = hostRoute('host:call', async ({ principal, request }) => {
  const startedAt = new Date()
  const { message, timeZone, conversationId } = await readBody(request, turnRequestSchema)
  if (conversationId) requireSession(principal, 'go on with a conversation')
  const end = beginTurn(principal)
  const turn = {
    message,
    timeZone,
    planner: planner(),
    firstHop: (number: number) => firstHop(principal, number, startedAt),
  }
  if (principal.via !== 'session') {
    return eventStream((emit, left) =>
      mcpHost()
        .runTurn(principal, { ...turn, emit, signal: left })
        .finally(end),
    )
  }

  const ownerId = principal.userId
  const begun = await beginKept({ ownerId, conversationId, message }).catch((error: unknown) => {
    end()
    throw error
  })
  if (!begun) {
    end()
    throw new HttpError(404, 'not_found', 'There is no such conversation.')
  }
  return eventStream((emit, left) =>
    recordTurn({ ownerId, message, begun, left }, emit, (take, conversation) =>
      mcpHost().runTurn(principal, { ...turn, emit: take, signal: left, conversation }),
    ).finally(end),
  )
})
