import { describeOutcome } from '@chaperone/agent'
import { approvalDecisionSchema, approvalIdSchema, type TurnEvent } from '@chaperone/contracts'
import { wasAsked } from '@/host/approval-store'
import { eventStream } from '@/host/event-stream'
import { hostRoute, readBody } from '@/host/host-route'
import { HttpError } from '@/host/http-error'
import { mcpHost } from '@/host/mcp-host'

/**
 * The person's decision on one held call, once. Only a session can decide: a program holds the person's token, but
 * that is no sign that the person is there.
 */
export const POST = hostRoute<{ approvalId: string }>('host:call', async ({ principal, request, params }) => {
  if (principal.via !== 'session') {
    throw new HttpError(403, 'session_required', 'Only the person, signed in with a browser, can decide this.')
  }
  const id = approvalIdSchema.safeParse(params.approvalId)
  const { decision, timeZone } = await readBody(request, approvalDecisionSchema)
  if (!id.success || !(await wasAsked(principal.userId, id.data))) {
    throw new HttpError(404, 'not_found', 'There is no such question.')
  }

  const hops: TurnEvent[] = []
  const decided = await mcpHost().decide(principal, id.data, decision, (event) => hops.push(event))
  if (!decided) throw new HttpError(409, 'already_decided', 'This was decided before, or its time is up. Ask again.')

  const { approval, outcome } = decided
  return eventStream(async (emit) => {
    for (const event of hops) emit(event)
    const { hop } = approval
    if (outcome.status === 'done') {
      const { tool, connection } = approval
      for (const part of describeOutcome({ tool, result: outcome.result, timeZone, hop, connection })) {
        emit({ type: 'answer', part })
      }
    } else {
      emit({ type: 'answer', part: { text: outcome.status === 'refused' ? outcome.message : 'It is still held.' } })
    }
  })
})
