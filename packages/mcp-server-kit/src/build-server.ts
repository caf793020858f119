import { MAX_INPUT_ELEMENTS, SCOPE_META_KEY } from '@chaperone/contracts'
import type { Caller } from '@chaperone/mcp-auth'
import { McpServer, type ToolAnnotations } from '@modelcontextprotocol/server'
import type { AnyTool } from './define-tool.ts'
import { rememberJsonSchema } from './remember-json-schema.ts'
import { runTool, type ToolEnvironment } from './run-tool.ts'

export interface ServerIdentity {
  name: string
  title: string
  version: string
}

/**
 * An MCP server for one caller and one request. It knows only the tools this caller may use, so `tools/list` shows
 * exactly what a call would be allowed, and nothing of one request can reach another.
 */
export function buildServer<Db>(
  identity: ServerIdentity,
  tools: readonly AnyTool<Db>[],
  environment: ToolEnvironment<Db>,
  caller: Caller,
): McpServer {
  const server = new McpServer(identity, { maxToolInputElements: MAX_INPUT_ELEMENTS })
  for (const tool of tools) {
    if (!environment.guard.isAllowed(caller, tool.scope)) continue
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.description,
        inputSchema: rememberJsonSchema(tool.input),
        outputSchema: rememberJsonSchema(tool.output),
        annotations: annotationsOf(tool),
        // Lets a host ask for the least. What a call needs is decided here, whatever a host makes of this.
        _meta: { [SCOPE_META_KEY]: tool.scope },
      },
      (input: unknown, context) =>
        runTool(environment, {
          tool,
          caller,
          input,
          signal: context.mcpReq.signal,
          traceId: traceIdOf(context.mcpReq._meta?.traceparent),
        }),
    )
  }
  return server
}

/** Hints for clients; they decide nothing here. */
function annotationsOf<Db>(tool: AnyTool<Db>): ToolAnnotations {
  return {
    readOnlyHint: tool.effect === 'read',
    destructiveHint: tool.effect === 'destroy',
    openWorldHint: tool.isOpenWorld ?? false,
  }
}

/** The trace id of a `traceparent`, or null. @see W3C Trace Context §3.2.2 */
function traceIdOf(traceparent: unknown): string | null {
  if (typeof traceparent !== 'string') return null
  return /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent)?.[1] ?? null
}
