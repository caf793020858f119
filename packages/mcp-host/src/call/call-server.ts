import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { parseScope } from '@chaperone/contracts'
import {
  type CallToolResult,
  InsufficientScopeError,
  ProtocolError,
  SdkHttpError,
  UnauthorizedError,
} from '@modelcontextprotocol/client'
import type { HostCredential } from '../broker.ts'
import { type Exchange, ServerRefusal } from '../capped-fetch.ts'
import type { CataloguedTool } from '../catalogue.ts'
import type { Circuits } from '../circuits.ts'
import { openMcpSession } from '../mcp-session.ts'
import type { Connection } from '../registry.ts'
import { currentTraceparent } from '../trace/spans.ts'
import type { Turn } from '../turn.ts'
import { CallRefused, ScopesWanted } from './refused.ts'
import { capital, nameOf } from './server-name.ts'
import { ServerUnreachable, unreachableIn } from './server-unreachable.ts'

const RETRY_MILLISECONDS = 200

export interface ServerAnswer {
  result: CallToolResult | null
  exchange: Exchange | null
  refusal: CallRefused | null
  /** Scopes that the server says it needs. */
  challengedScope?: string
}

export interface ServerCall {
  turn: Turn
  connection: Connection
  credential: HostCredential
  tool: CataloguedTool
  args: Record<string, unknown>
}

/**
 * Makes the one request with the one credential. What changes nothing when it happens twice, or never left, is tried once
 * more; any other change is not: it could be done already, and then the person is told that nobody knows.
 */
export async function callServer(circuits: Circuits, call: ServerCall): Promise<ServerAnswer> {
  const attempt = () => circuits.run(call.connection, () => callOnce(call))
  try {
    return await attempt().catch(async (error: unknown) => {
      if (!mayRepeat(call.tool, error)) throw error
      await wait(RETRY_MILLISECONDS)
      return attempt()
    })
  } catch (error) {
    if (!(error instanceof ServerUnreachable)) throw error
    return { result: null, exchange: null, refusal: whyUnreachable(error, call) }
  }
}

function mayRepeat({ effect, definition }: CataloguedTool, error: unknown): boolean {
  if (!(error instanceof ServerUnreachable) || error.isPaused) return false
  return !error.wasSent || effect === 'read' || definition.annotations?.idempotentHint === true
}

/** @throws ServerUnreachable */
async function callOnce({ turn, connection, credential, tool, args }: ServerCall): Promise<ServerAnswer> {
  let session: Awaited<ReturnType<typeof openMcpSession>> | null = null
  try {
    session = await openMcpSession(connection, credential, turn.principal.userId)
    const traceparent = currentTraceparent() ?? `00-${turn.traceId}-${randomBytes(8).toString('hex')}-01`
    const result = await session.callTool(tool.definition, args, traceparent)
    return { result, exchange: session.lastExchange(), refusal: null }
  } catch (error) {
    const unreachable = unreachableIn(error)
    // Without a session nothing but the handshake was sent.
    if (unreachable) throw new ServerUnreachable({ wasSent: session !== null && unreachable.wasSent, cause: error })
    const exchange = session?.lastExchange() ?? null
    const refusal = refusalOf(error, connection, tool)
    const challengedScope = error instanceof InsufficientScopeError ? error.requiredScope : undefined
    return { result: null, exchange, refusal, ...(challengedScope && { challengedScope }) }
  } finally {
    await session?.close()
  }
}

/** Whether a server did not accept the credential. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof UnauthorizedError || (error instanceof SdkHttpError && error.status === 401)
}

/** What a server that answered has said. */
function refusalOf(error: unknown, connection: Connection, { effect }: CataloguedTool): CallRefused {
  const name = nameOf(connection)
  const status = error instanceof SdkHttpError ? error.status : undefined
  if (isUnauthorized(error)) {
    return new CallRefused('unauthorized', `Refused by ${name}: it did not accept the credential.`)
  }
  if (error instanceof InsufficientScopeError || status === 403) {
    const wanted = error instanceof InsufficientScopeError ? parseScope(error.requiredScope) : []
    return new ScopesWanted(`Refused by ${name}: your token lacks the scope.`, wanted)
  }
  if (error instanceof ServerRefusal) return new CallRefused('server_refusal', error.message)
  if (status === 429) return new CallRefused('rate_limited', `Too many requests to ${name}. Try again in a minute.`)
  // It may have failed after it was done: only an error in the protocol's own words says that it was not.
  const isKnown = effect === 'read' || error instanceof ProtocolError || (status !== undefined && status < 500)
  if (!isKnown) return outcomeUnknown(name)
  return new CallRefused('server_failed', `${capital(name)} could not do this. Try again in a moment.`)
}

function whyUnreachable({ wasSent, isPaused }: ServerUnreachable, { connection, tool }: ServerCall): CallRefused {
  const name = nameOf(connection)
  if (isPaused) {
    return new CallRefused(
      'server_unavailable',
      `${capital(name)} failed several times and is left alone for a moment.`,
    )
  }
  if (wasSent && tool.effect !== 'read') {
    return outcomeUnknown(name)
  }
  return new CallRefused('server_unavailable', `No usable answer came from ${name}. Try again in a moment.`)
}

function outcomeUnknown(name: string): CallRefused {
  return new CallRefused(
    'outcome_unknown',
    `No usable answer came from ${name}, so nobody knows whether this was done. Look before you try again.`,
  )
}
