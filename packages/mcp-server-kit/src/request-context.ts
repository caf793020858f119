import type { Caller } from '@chaperone/mcp-auth'
import type { AuthInfo, ServerContext } from '@modelcontextprotocol/server'

/** Who sent a request, and the whole of what was sent. Travels through the SDK beside the request. */
export interface RequestCall {
  caller: Caller
  /** The JSON-RPC message as it arrived. */
  message: Record<string, unknown>
  /** Says that a call has come through to its tool, which writes its own audit line. */
  begin(): void
  /** Keeps the request's place until the work has ended, also when the client has gone meanwhile. */
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
  const { caller, message, begin, hold } = (auth?.extra ?? {}) as Partial<RequestCall>
  if (!caller || !message || !begin || !hold) throw new Error('a request arrived without a caller')
  return { caller, message, begin, hold }
}
