import { RESOURCE_TTL_MILLISECONDS } from '@chaperone/contracts'
import type { Caller } from '@chaperone/mcp-auth'
import {
  type ListResourcesResult,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { AnyResource } from './define-resource.ts'
import { parseTraceparent } from './parse-traceparent.ts'
import { callOf } from './request-context.ts'
import { type Call, type CallEnvironment, runCall } from './run-call.ts'
import { ToolError } from './tool-error.ts'

/** Rows of one owner: no cache may show them to another. How long they count as fresh is in milliseconds. */
export const resourceCacheHint = { cacheScope: 'private', ttlMs: RESOURCE_TTL_MILLISECONDS } as const

interface ResourceCall<Db> {
  resource: AnyResource<Db>
  caller: Caller
  context: ServerContext
}

/**
 * One resource of the caller.
 *
 * @throws ProtocolError -32602 alike for a URI that names nothing, nothing of the caller's, or is not well formed
 * @see MCP 2026-07-28 server/resources, Error Handling
 */
export async function readResource<Db>(
  environment: CallEnvironment<Db>,
  { resource, caller, context, uri, variables }: ResourceCall<Db> & { uri: URL; variables: Record<string, unknown> },
): Promise<ReadResourceResult> {
  const params = resource.params.safeParse(variables)
  if (!params.success) throw new ResourceNotFoundError(uri.href)
  const input: unknown = params.data
  const { name, scope } = resource
  const run = { method: 'resources/read' as const, name, scope, caller, input, ...requestOf(context), isChange: false }
  try {
    const content: unknown = await runCall(environment, run, async ({ db, signal }) =>
      resource.content.parse(await resource.read({ input: params.data, caller, db, signal })),
    )
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    return { contents: [{ uri: uri.href, mimeType: resource.mimeType, text }] }
  } catch (error) {
    if (error instanceof ToolError && error.code === 'not_found') throw new ResourceNotFoundError(uri.href)
    throw protocolError(error)
  }
}

/** The caller's resources of one kind. @throws ProtocolError -32603 */
export async function listResources<Db>(
  environment: CallEnvironment<Db>,
  { resource, caller, context }: ResourceCall<Db>,
): Promise<ListResourcesResult> {
  const { name, scope } = resource
  const run = {
    method: 'resources/list' as const,
    name,
    scope,
    caller,
    input: {},
    ...requestOf(context),
    isChange: false,
  }
  const listed = await runCall(environment, run, ({ db, signal }) => resource.list({ caller, db, signal })).catch(
    (error: unknown) => {
      throw protocolError(error)
    },
  )
  return {
    resources: listed.map(({ params, ...words }) => ({
      ...words,
      uri: resource.template.expand(params),
      mimeType: resource.mimeType,
    })),
  }
}

/** What else a call takes from its request. */
export function requestOf(context: ServerContext): Pick<Call, 'signal' | 'parent' | 'hold'> {
  const { signal, _meta } = context.mcpReq
  return { signal, parent: parseTraceparent(_meta?.traceparent), hold: callOf(context).hold }
}

/** Where there is no tool result to put it in, a `ToolError` is a JSON-RPC error. */
export function protocolError(error: unknown): ProtocolError {
  if (
    !(error instanceof ToolError) ||
    ['internal_error', 'timed_out', 'cancelled', 'overloaded'].includes(error.code)
  ) {
    return new ProtocolError(
      ProtocolErrorCode.InternalError,
      error instanceof ToolError ? error.message : 'Internal error',
    )
  }
  return new ProtocolError(ProtocolErrorCode.InvalidParams, error.message)
}
