import type { ToolCallOutcome } from '@chaperone/mcp-host'
import type { GatewayAnswer } from '@chaperone/mcp-server-kit'
import { env } from '../env'

/** What a program's model is told of one call. The page of a question shows it to the person it was put to, signed in. */
export function gatewayAnswer(outcome: ToolCallOutcome, personName: string): GatewayAnswer {
  switch (outcome.status) {
    case 'done': {
      const { result, approvedAt } = outcome
      if (!approvedAt) return { status: 'done', result }
      const note = `This call was made once, when ${personName} approved it at ${approvedAt.toISOString()}. This repeat of it changed nothing.`
      return { status: 'done', result, note }
    }
    case 'held':
      return {
        status: 'held',
        message: `Nothing has changed yet: ${personName} has to approve this call on the page first. After that, repeat the call with the same arguments to be told what came of it.`,
        url: `${env().WEB_ORIGIN}/approvals/${outcome.approvalId}`,
        details: { approvalId: outcome.approvalId },
      }
    case 'refused':
      return refusal(outcome, personName)
  }
}

function refusal({ code, message }: { code: string; message: string }, personName: string): GatewayAnswer {
  if (code === 'unknown_connection' || code === 'unknown_tool') return { status: 'unknown_tool', message }
  // The host's own words are for the person.
  const denied = `${personName} denied this call. Nothing was changed; do not try again unless asked to.`
  return { status: 'refused', code, message: code === 'denied' ? denied : message }
}
