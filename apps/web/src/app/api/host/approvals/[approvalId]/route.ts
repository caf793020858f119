import { describeOutcome, rememberOutcome } from '@chaperone/agent'
import { type AnswerPart, approvalDecisionSchema, approvalIdSchema, type TurnEvent } from '@chaperone/contracts'
import type { StoredApproval, ToolCallOutcome } from '@chaperone/mcp-host'
import { recordDecision } from '@/conversations/conversation-store'
import { wasAsked } from '@/host/approval-store'
import { eventStream } from '@/host/event-stream'
import { hostRoute, readBody } from '@/host/host-route'
import { HttpError } from '@/host/http-error'
import { inOneLine } from '@/host/in-one-line'
import { mcpHost } from '@/host/mcp-host'
import { requireSession } from '@/host/require-session'

/**
 * The person's decision on one held call, once. Only a session can decide: a program holds the person's token, but
 * that is no sign that the person is there.
 */
export const POST = hostRoute<{ approvalId: string }>('host:call', async ({ principal, request, params }) => {
  requireSession(principal, 'decide this')
  const id = approvalIdSchema.safeParse(params.approvalId)
  const { decision, timeZone } = await readBody(request, approvalDecisionSchema)
  if (!id.success || !(await wasAsked(principal.userId, id.data))) {
    throw new HttpError(404, 'not_found', 'There is no such question.')
  }

  const events: TurnEvent[] = []
  const decided = await mcpHost().decide(principal, id.data, decision, (event) => events.push(event))
  if (!decided)
    throw new HttpError(
      409,
      'already_decided',
      'This was decided before, or its time is up. Load the page again to see what came of it.',
    )

  const { approval, outcome, seen } = decided
  events.push(...answerTo(approval, outcome, timeZone).map((part) => ({ type: 'answer', part }) as const))
  // It is done, and the person is told, whether the conversation can be kept or not.
  const { connection, turnId } = approval
  await recordDecision(principal.userId, turnId, { approvalId: id.data, decision, events, seen }, (memory) =>
    outcome.status === 'done' ? rememberOutcome(memory, { ...outcome, connection }, turnId) : memory,
  ).catch((error: unknown) => console.error('a decision could not be kept', inOneLine(error)))
  return eventStream(async (emit) => {
    for (const event of events) emit(event)
  })
})

function answerTo({ tool, connection, hop }: StoredApproval, outcome: ToolCallOutcome, timeZone: string): AnswerPart[] {
  if (outcome.status === 'done') return describeOutcome({ tool, result: outcome.result, timeZone, hop, connection })
  return [{ text: outcome.status === 'refused' ? outcome.message : outcome.hopRecord.reason }]
}
