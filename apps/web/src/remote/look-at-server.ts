import { inSession } from '../host/call-as'
import { mcpHost } from '../host/mcp-host'
import type { SignedInPerson } from '../session/current-person'

/**
 * Asks a server for its tools as soon as somebody has connected an account: new ones wait for an administrator from now
 * on, and what the server says to the account is known while the person is still there.
 */
export async function lookAtServer(
  person: SignedInPerson,
  serverId: string,
): Promise<'connected' | 'connected_silent' | 'refused'> {
  const summary = await mcpHost().connection(inSession(person), serverId)
  if (summary?.errorCode === 'not_connected') return 'refused'
  return summary?.error === undefined ? 'connected' : 'connected_silent'
}
