import type { Caller } from '@chaperone/mcp-auth'
import type { AuthInfo, ServerContext } from '@modelcontextprotocol/server'

/** Who sent a request, and the whole of what was sent. Travels through the SDK beside the request. */
export interface RequestCall {
  caller: Caller
  /** The JSON-RPC message as it arrived. */
  message: Record<string, unknown>
}

/** As the SDK carries it. The token itself stays behind: nothing past the guard needs it. */
export function authInfoOf({ caller, message }: RequestCall): AuthInfo {
  return { token: '', clientId: caller.clientId, scopes: [...caller.scopes], extra: { caller, message } }
}

/** @throws Error when a request arrives without a caller, whatever let it through */
export function callOf(context: ServerContext): RequestCall {
  return callIn(context.http?.authInfo)
}

/** @throws Error when a request arrives without a caller, whatever let it through */
export function callIn(auth: AuthInfo | undefined): RequestCall {
  const { caller, message } = (auth?.extra ?? {}) as Partial<RequestCall>
  if (!caller || !message) throw new Error('a request arrived without a caller')
  return { caller, message }
}
