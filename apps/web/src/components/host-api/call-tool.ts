import type { ToolCallRequest, ToolCallResponse } from '@chaperone/contracts'
import { postJson } from './post-json.ts'

/** Proposes one tool call to the host. A change comes back as `needs_approval`. @throws HostApiError */
export async function callTool(request: ToolCallRequest): Promise<ToolCallResponse> {
  const response = await postJson('/api/host/tools/call', request)
  return (await response.json()) as ToolCallResponse
}
