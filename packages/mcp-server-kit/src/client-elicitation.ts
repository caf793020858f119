import { CLIENT_CAPABILITIES_META_KEY, type ClientCapabilities, type ServerContext } from '@modelcontextprotocol/server'

/** Whether the client said on this request that it can put a form to a person. @see MCP 2026-07-28 client/elicitation */
export function canAsk(context: ServerContext): boolean {
  const elicitation = declared(context)
  // An empty object means form mode.
  return elicitation !== undefined && ('form' in elicitation || !('url' in elicitation))
}

/** Whether the client said on this request that it can send a person to a web address. */
export function canSendToPage(context: ServerContext): boolean {
  return declared(context)?.url !== undefined
}

function declared({ mcpReq }: ServerContext): ClientCapabilities['elicitation'] {
  const envelope = mcpReq.envelope as { [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities } | undefined
  return envelope?.[CLIENT_CAPABILITIES_META_KEY]?.elicitation
}
