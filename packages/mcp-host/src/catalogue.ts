import {
  type ConnectionSummary,
  LISTING_MILLISECONDS,
  resourceScopes,
  SCOPE_META_KEY,
  type Scope,
  type ToolSummary,
} from '@chaperone/contracts'
import { InsufficientScopeError, type Tool } from '@modelcontextprotocol/client'
import type { Broker, HostCredential } from './broker.ts'
import { adviceAbout } from './call/advice-about.ts'
import { isUnauthorized } from './call/call-server.ts'
import { isAsPinned } from './call/find-tool.ts'
import { CallRefused } from './call/refused.ts'
import { capital, nameOf } from './call/server-name.ts'
import { unreachableIn } from './call/server-unreachable.ts'
import type { Circuits } from './circuits.ts'
import { keptPerKey } from './kept-per-key.ts'
import { openMcpSession } from './mcp-session.ts'
import { type PinnedTool, pinTools } from './pins/pin-tools.ts'
import type { Principal } from './principal.ts'
import type { Connection, PersonalRegistry } from './registry.ts'
import type { RemoteAccounts } from './remote-accounts.ts'
import type { PinStore } from './storage.ts'
import { unlessAborted } from './unless-aborted.ts'

const FRESH_MILLISECONDS = 60_000
const MAX_LISTS = 1_000
/** Of all lists together, as JSON: a thousand of ours, of 20 KB each, fit. A session brings 2 MB at most. */
const MAX_BYTES = 32 * 1024 * 1024

export interface CataloguedTool extends PinnedTool {
  effect: ToolSummary['effect']
  scope: Scope | undefined
}

export interface OfferedTool extends Pick<CataloguedTool, 'definition' | 'effect'> {
  connection: Connection
}

export interface Catalogue {
  /** The tools on one connection that this person may use, each beside its pin: of what differs from it, the name alone. */
  toolsOf(principal: Principal, connection: Connection): Promise<ReadonlyMap<string, CataloguedTool>>
  /**
   * Every tool the person may use on every connection, as it was pinned. What has changed since then is left out, and so
   * is a server that takes its time.
   */
  offered(principal: Principal): Promise<OfferedTool[]>
  /**
   * All connections, as the person may see them. A server that cannot be asked is listed with its error, and so is one
   * that takes its time.
   */
  summary(principal: Principal): Promise<ConnectionSummary[]>
  /** One of them, however long it takes; undefined when the person has no such connection. */
  summaryOf(principal: Principal, connection: string): Promise<ConnectionSummary | undefined>
  /** Asks the server and the pins again with the next call. */
  forget(connection: string): void
}

interface CatalogueOptions {
  registry: PersonalRegistry
  remote: RemoteAccounts
  broker: Broker
  circuits: Circuits
  pins: PinStore
  onError(error: unknown): void
}

export function createCatalogue({ registry, remote, broker, circuits, pins, onError }: CatalogueOptions): Catalogue {
  const kept = keptPerKey<ReadonlyMap<string, CataloguedTool>>({
    limit: MAX_LISTS,
    bytes: { limit: MAX_BYTES, of: (tools) => Buffer.byteLength(JSON.stringify([...tools.values()])) },
    millisecondsOf: () => FRESH_MILLISECONDS,
  })

  function toolsOf(principal: Principal, connection: Connection) {
    // Whoever waits for a list gets what becomes of it: a refusal of a program is none of its person's.
    return kept.get(`${connection.id} ${principal.via} ${principal.userId}`, () => discover(principal, connection))
  }

  /** Listing changes nothing, so a token that is not accepted any more costs one more try. */
  async function discover(principal: Principal, connection: Connection) {
    const credential = await broker.credentialFor(principal, connection)
    const tools = await list(principal, connection, credential)
      .catch(async (error: unknown) => {
        if (!isUnauthorized(error) || !(await credential.renew())) throw error
        return list(principal, connection, await broker.credentialFor(principal, connection))
      })
      .catch(async (error: unknown) => {
        throw (await adviceIn(principal, connection, error)) ?? error
      })
    return pinned(connection, tools)
  }

  function adviceIn({ userId }: Principal, connection: Connection, error: unknown): Promise<CallRefused | null> {
    const isShort = error instanceof InsufficientScopeError
    const code = isUnauthorized(error) ? 'unauthorized' : isShort ? 'insufficient_scope' : ''
    return adviceAbout(remote, { userId, connection }, code, isShort ? error.requiredScope : undefined)
  }

  function list(principal: Principal, connection: Connection, credential: HostCredential): Promise<Tool[]> {
    return circuits.run(connection, async () => {
      try {
        const session = await openMcpSession(connection, credential, principal.userId)
        return await session.listTools().finally(() => session.close())
      } catch (error) {
        throw unreachableIn(error) ?? error
      }
    })
  }

  async function pinned(connection: Connection, tools: readonly Tool[]) {
    const all = await pinTools(pins, connection, tools)
    return new Map(
      all.map((tool): [string, CataloguedTool] => [
        tool.definition.name,
        {
          ...tool,
          definition: isAsPinned(tool) ? tool.definition : nameOnly(tool.definition),
          effect: effectOf(tool.definition),
          scope: scopeOf(connection, tool.definition),
        },
      ]),
    )
  }

  /** No server holds up the others for long: it is asked on, and what it lists counts the next time. */
  function toolsInTime(principal: Principal, connection: Connection) {
    const late = AbortSignal.timeout(LISTING_MILLISECONDS)
    return unlessAborted(toolsOf(principal, connection), late).catch((error: unknown) => {
      if (error !== late.reason) throw error
      throw new CallRefused(
        'server_unavailable',
        `${capital(nameOf(connection))} takes its time. Try again in a moment.`,
      )
    })
  }

  async function summarize(connection: Connection, listed: ReturnType<typeof toolsOf>): Promise<ConnectionSummary> {
    const { id, title, server, resource: url } = connection
    // A copy, as of all that a planner gets.
    const labels = [...connection.resultLabels]
    try {
      const tools = await listed
      return { id, title, server, url, labels, tools: toolSummaries(tools) }
    } catch (error) {
      const seen = { id, title, server, url, labels, tools: [] }
      if (error instanceof CallRefused) return { ...seen, error: error.message, errorCode: error.code }
      onError(error)
      return { ...seen, error: `${capital(nameOf(connection))} does not answer.` }
    }
  }

  async function offeredOn(principal: Principal, connection: Connection): Promise<OfferedTool[]> {
    const tools = await toolsInTime(principal, connection).catch((error: unknown) => {
      onError(error)
      return new Map<string, CataloguedTool>()
    })
    return [...tools.values()].filter(isAsPinned).map(({ definition, effect }) => ({ connection, definition, effect }))
  }

  return {
    toolsOf,
    async offered(principal) {
      const connections = await registry.of(principal)
      return (await Promise.all(connections.map((connection) => offeredOn(principal, connection)))).flat()
    },
    async summary(principal) {
      const connections = await registry.of(principal)
      return Promise.all(connections.map((one) => summarize(one, toolsInTime(principal, one))))
    },
    async summaryOf(principal, id) {
      const connection = await registry.find(principal, id)
      return connection && summarize(connection, toolsOf(principal, connection))
    },
    forget(connection) {
      kept.forget((key) => key.startsWith(`${connection} `))
    },
  }
}

/** Anything that does not say it only reads is treated as a change, and anything that may destroy as destruction. */
function effectOf(tool: Tool): ToolSummary['effect'] {
  if (tool.annotations?.readOnlyHint === true) return 'read'
  return tool.annotations?.destructiveHint === false ? 'write' : 'destroy'
}

function scopeOf(connection: Connection, tool: Tool): Scope | undefined {
  // What a server of somebody else's calls a scope is no scope of ours.
  if (connection.server === 'remote') return undefined
  const scope = tool._meta?.[SCOPE_META_KEY]
  return resourceScopes[connection.server].find((known) => known === scope)
}

const summaryTexts = new WeakMap<ReadonlyMap<string, CataloguedTool>, string>()

/**
 * A copy: what a planner does to its catalogue must not reach the definition that calls are judged by. Each turn gets one,
 * and reading text costs a third of cloning objects.
 */
function toolSummaries(tools: ReadonlyMap<string, CataloguedTool>): ToolSummary[] {
  const text = summaryTexts.get(tools) ?? JSON.stringify([...tools.values()].map(toolSummary))
  summaryTexts.set(tools, text)
  return JSON.parse(text) as ToolSummary[]
}

/**
 * Of a tool that nobody has read as it is now, its name alone: the rest is text that a server may have written for a
 * model, and as much of it as it likes for each person.
 */
function nameOnly({ name }: Tool): Tool {
  return { name, inputSchema: { type: 'object' } }
}

function toolSummary(tool: CataloguedTool): ToolSummary {
  const { name, title = name, description = '', inputSchema } = tool.definition
  return { name, title, description, effect: tool.effect, inputSchema, isPinned: isAsPinned(tool) }
}
