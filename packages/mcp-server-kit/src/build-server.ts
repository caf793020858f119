import { MAX_INPUT_ELEMENTS, SCOPE_META_KEY } from '@chaperone/contracts'
import type { Caller } from '@chaperone/mcp-auth'
import { McpServer, ResourceTemplate, type ToolAnnotations } from '@modelcontextprotocol/server'
import type { AnyPrompt } from './define-prompt.ts'
import type { AnyResource } from './define-resource.ts'
import type { AnyTool } from './define-tool.ts'
import { getPrompt } from './get-prompt.ts'
import type { Offers } from './offers.ts'
import { listResources, readResource, resourceCacheHint } from './read-resource.ts'
import { describeResult, rememberJsonSchema } from './remember-json-schema.ts'
import { runTool, type ToolEnvironment } from './run-tool.ts'

export interface ServerIdentity {
  name: string
  title: string
  version: string
}

/**
 * An MCP server for one caller and one request. It knows only the tools, resources and prompts this caller may use, so
 * every list shows exactly what a call would be allowed, and nothing of one request can reach another.
 */
export function buildServer<Db>(
  identity: ServerIdentity,
  { tools, resources, prompts }: Offers<Db>,
  environment: ToolEnvironment<Db>,
  caller: Caller,
): McpServer {
  const server = new McpServer(identity, {
    maxToolInputElements: MAX_INPUT_ELEMENTS,
    requestState: { verify: environment.states.verify },
    // Declared whether or not this caller has any: an empty list is an answer, an unknown method is not.
    capabilities: {
      tools: {},
      ...(resources && { resources: { listChanged: false } }),
      ...(prompts && { prompts: { listChanged: false } }),
    },
  })
  const isAllowed = ({ scope }: { scope: string }) => environment.guard.isAllowed(caller, scope)
  for (const tool of tools.filter(isAllowed)) addTool(server, tool, environment, caller)
  for (const resource of resources?.filter(isAllowed) ?? []) addResource(server, resource, environment, caller)
  for (const prompt of prompts?.filter(isAllowed) ?? []) addPrompt(server, prompt, environment, caller)
  return server
}

function addTool<Db>(server: McpServer, tool: AnyTool<Db>, environment: ToolEnvironment<Db>, caller: Caller): void {
  server.registerTool(
    tool.name,
    {
      title: tool.title,
      description: tool.description,
      inputSchema: rememberJsonSchema(tool.input),
      outputSchema: describeResult(tool.output),
      annotations: annotationsOf(tool),
      // Lets a host ask for the least. What a call needs is decided here, whatever a host makes of this.
      _meta: { [SCOPE_META_KEY]: tool.scope },
    },
    (input, context) => runTool(environment, { tool, caller, input: input as Record<string, unknown>, context }),
  )
}

function addResource<Db>(
  server: McpServer,
  resource: AnyResource<Db>,
  environment: ToolEnvironment<Db>,
  caller: Caller,
): void {
  const { name, title, description, scope, template, mimeType } = resource
  server.registerResource(
    name,
    new ResourceTemplate(template, { list: (context) => listResources(environment, { resource, caller, context }) }),
    { title, description, mimeType, cacheHint: resourceCacheHint, _meta: { [SCOPE_META_KEY]: scope } },
    (uri, variables, context) => readResource(environment, { resource, caller, context, uri, variables }),
  )
}

function addPrompt<Db>(
  server: McpServer,
  prompt: AnyPrompt<Db>,
  environment: ToolEnvironment<Db>,
  caller: Caller,
): void {
  const { name, title, description, scope, args } = prompt
  server.registerPrompt(
    name,
    { title, description, argsSchema: args, _meta: { [SCOPE_META_KEY]: scope } },
    (input: unknown, context) => getPrompt(environment, { prompt, caller, input, context }),
  )
}

/** Hints for clients; they decide nothing here. */
function annotationsOf<Db>(tool: AnyTool<Db>): ToolAnnotations {
  return {
    readOnlyHint: tool.effect === 'read',
    destructiveHint: tool.effect === 'destroy',
    openWorldHint: tool.isOpenWorld ?? false,
  }
}
