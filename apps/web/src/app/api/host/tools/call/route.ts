import { type ApprovalCard, toolCallRequestSchema } from '@chaperone/contracts'
import { hostRoute, readBody } from '@/host/host-route'
import { mcpHost } from '@/host/mcp-host'
import { toolCallResponse } from '@/host/tool-call-response'

/** One tool call. A change is not made: it comes back as a question for the person. */
export const POST = hostRoute('host:call', async ({ principal, request }) => {
  const call = await readBody(request, toolCallRequestSchema)
  let approval: ApprovalCard | null = null
  const outcome = await mcpHost().call(principal, call, (event) => {
    if (event.type === 'approval') approval = event.approval
  })
  return Response.json(toolCallResponse(outcome, approval), { headers: { 'Cache-Control': 'no-store' } })
})
