import type { Connection } from '../registry.ts'
import type { RemoteAccounts } from '../remote-accounts.ts'
import type { ServerAnswer, ServerCall } from './call-server.ts'
import { CallRefused } from './refused.ts'

/**
 * What the person can do about a remote server that refuses their account: connect it again, with more scopes where the
 * server asks for some. Null for every other refusal.
 *
 * @see MCP 2026-07-28 basic/authorization, Step-Up Authorization Flow
 */
export async function adviceAbout(
  remote: RemoteAccounts,
  { userId, connection }: { userId: string; connection: Connection },
  code: string,
  challengedScope: string | undefined,
): Promise<CallRefused | null> {
  if (connection.server !== 'remote') return null
  const { id, title } = connection
  if (code === 'unauthorized') {
    return new CallRefused(
      'not_connected',
      `${title} does not accept your account. Connect it again at ${remote.connectUrl(id)}.`,
    )
  }
  if (code !== 'insufficient_scope' || challengedScope === undefined) return null
  await remote.wantsMore({ userId, serverId: id }, challengedScope)
  return new CallRefused(
    code,
    `${title} wants more rights for this than you gave. Look at them at ${remote.connectUrl(id)}, and ask again if you allow them.`,
  )
}

/** The same for the answer to a call. */
export async function withAdvice(
  remote: RemoteAccounts,
  { turn, connection }: ServerCall,
  answer: ServerAnswer,
): Promise<ServerAnswer> {
  const { refusal, challengedScope } = answer
  if (!refusal) return answer
  const { userId } = turn.principal
  return {
    ...answer,
    refusal: (await adviceAbout(remote, { userId, connection }, refusal.code, challengedScope)) ?? refusal,
  }
}
