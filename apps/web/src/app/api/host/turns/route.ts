import { turnRequestSchema } from '@chaperone/contracts'
import { eventStream } from '@/host/event-stream'
import { firstHop } from '@/host/first-hop'
import { hostRoute, readBody } from '@/host/host-route'
import { mcpHost } from '@/host/mcp-host'
import { planner } from '@/host/planner'
import { beginTurn } from '@/host/running-turns'

/** One message of the person; the answer and every hop on the way to it stream back. Closing the request stops the turn. */
export const POST = hostRoute('host:call', async ({ principal, request }) => {
  const startedAt = new Date()
  const { message, timeZone } = await readBody(request, turnRequestSchema)
  const end = beginTurn(principal.userId)
  return eventStream((emit, left) =>
    mcpHost()
      .runTurn(principal, {
        message,
        timeZone,
        planner: planner(),
        firstHop: (number) => firstHop(principal, number, startedAt),
        emit,
        signal: left,
      })
      .finally(end),
  )
})
