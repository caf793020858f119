import type { Caller } from '@chaperone/mcp-auth'
import type { AuthInfo, ServerContext } from '@modelcontextprotocol/server'

/** Who sent a request, and the whole of what was sent. Travels through the SDK beside the request. */
export interface RequestCall {
  caller: Caller
  /** The JSON-RPC message as it arrived. */
  message: Record<string, unknown>
  /**
   * For work that writes its own audit line. Keeps the request's place until it has ended, also when the client has gone
   * meanwhile.
   */
  hold<T>(work: Promise<T>): Promise<T>
}

/** As the SDK carries it. The token itself stays behind: nothing past the guard needs it. */
export function authInfoOf(call: RequestCall): AuthInfo {
  const { clientId, scopes } = call.caller
  return { token: '', clientId, scopes: [...scopes], extra: { ...call } }
}

/** @throws Error when a request arrives without a caller, whatever let it through */
export function callOf(context: ServerContext): RequestCall {
  return callIn(context.http?.authInfo)
}

/** @throws Error when a request arrives without a caller, whatever let it through */
export function callIn(auth: AuthInfo | undefined): RequestCall {
  const { caller, message, hold } = (auth?.extra ?? {}) as Partial<RequestCall>
  if (!caller || !message || !hold) throw new Error('a request arrived without a caller')
  return { caller, message, hold }
}
