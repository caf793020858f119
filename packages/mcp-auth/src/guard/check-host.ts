import type { IncomingMessage } from 'node:http'
import { Refusal } from '../refusal.ts'

/**
 * Lets only requests through whose `Host` is exactly one of ours, port included: a page that rebinds its own
 * name to this address still sends its own name.
 *
 * @throws Refusal 403 `forbidden_host`
 * @see MCP 2026-07-28 basic/transports/streamable-http, Security Warning
 */
export function checkHost(request: IncomingMessage, allowedHosts: ReadonlySet<string>): void {
  const host = request.headers.host?.toLowerCase()
  if (host && allowedHosts.has(host)) return
  throw new Refusal({ status: 403, code: 'forbidden_host', description: 'This Host is not served here.' })
}
