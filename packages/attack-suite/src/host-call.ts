import { HOST_API_PATH } from '@chaperone/contracts'
import type { Exchange } from './http/exchange.ts'
import { send } from './http/send.ts'
import type { DemoUser, Scene } from './scene.ts'

export interface HostCall {
  /** Whose session cookies are sent; none when missing. */
  as?: DemoUser
  /** Below the host API, such as `/tools/call`. */
  path: string
  body?: unknown
  /** Replaces or adds headers; null leaves one out. */
  headers?: Record<string, string | null>
}

/** A POST to the host API as the web app's own page makes it: session cookies, our origin, JSON. */
export async function hostCall(scene: Scene, call: HostCall): Promise<Exchange> {
  const url = `${scene.target.web}${HOST_API_PATH}${call.path}`
  const cookie = call.as ? (await scene.session(call.as)).header(url) : undefined
  const headers: Record<string, string> = {}
  const honest = { 'Content-Type': 'application/json', Origin: scene.target.web, ...(cookie && { Cookie: cookie }) }
  for (const [name, value] of Object.entries({ ...honest, ...call.headers })) {
    if (value !== null) headers[name] = value
  }
  return send({ method: 'POST', url, headers, body: JSON.stringify(call.body ?? {}) })
}
