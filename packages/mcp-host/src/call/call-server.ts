import { randomBytes } from 'node:crypto'
import {
  type CallToolResult,
  InsufficientScopeError,
  SdkHttpError,
  UnauthorizedError,
} from '@modelcontextprotocol/client'
import type { HostCredential } from '../broker.ts'
import { type Exchange, ServerRefusal } from '../capped-fetch.ts'
import type { CataloguedTool } from '../catalogue.ts'
import { openMcpSession } from '../mcp-session.ts'
import type { Connection } from '../registry.ts'
import type { Turn } from '../turn.ts'
import { CallRefused } from './refused.ts'

export interface ServerAnswer {
  result: CallToolResult | null
  exchange: Exchange | null
  refusal: CallRefused | null
}

/** Makes the one request with the one credential. Never retries: a change could happen twice. */
export async function callServer(
  turn: Turn,
  connection: Connection,
  credential: HostCredential,
  tool: CataloguedTool,
  args: Record<string, unknown>,
): Promise<ServerAnswer> {
  let session: Awaited<ReturnType<typeof openMcpSession>> | null = null
  try {
    session = await openMcpSession(connection, credential, turn.principal.userId)
    const traceparent = `00-${turn.traceId}-${randomBytes(8).toString('hex')}-01`
    const result = await session.callTool(tool.definition, args, traceparent)
    return { result, exchange: session.lastExchange(), refusal: null }
  } catch (error) {
    return { result: null, exchange: session?.lastExchange() ?? null, refusal: refusalOf(error, connection) }
  } finally {
    await session?.close()
  }
}

function refusalOf(error: unknown, connection: Connection): CallRefused {
  const name = `the ${connection.server} server`
  if (error instanceof UnauthorizedError)
    return new CallRefused('unauthorized', `Refused by ${name}: it did not accept the credential.`)
  if (error instanceof InsufficientScopeError)
    return new CallRefused('insufficient_scope', `Refused by ${name}: your token lacks the scope.`)
  if (error instanceof ServerRefusal) return new CallRefused('server_refusal', error.message)
  const status = error instanceof SdkHttpError ? error.status : undefined
  if (status === 401) return new CallRefused('unauthorized', `Refused by ${name}: it did not accept the credential.`)
  if (status === 403) return new CallRefused('insufficient_scope', `Refused by ${name}: your token lacks the scope.`)
  if (status === 429) return new CallRefused('rate_limited', `Too many requests to ${name}. Try again in a minute.`)
  return new CallRefused('server_unavailable', `No usable answer came from ${name}. Try again in a moment.`)
}
