import { hostRoute } from '@/host/host-route'
import { mcpHost } from '@/host/mcp-host'

/** Which connections and tools this person may use. */
export const GET = hostRoute('host:read', async ({ principal }) => {
  const connections = await mcpHost().connections(principal)
  return Response.json({ connections }, { headers: { 'Cache-Control': 'no-store' } })
})
