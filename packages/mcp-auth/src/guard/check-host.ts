import type { IncomingMessage } from 'node:http'
import { Refusal } from '../refusal.ts'
import { timesSent } from './times-sent.ts'

/**
 * Lets only requests through whose one `Host` is exactly one of ours, port included: a page that rebinds its own
 * name to this address still sends its own name.
 *
 * @throws Refusal 403 `forbidden_host`
 * @see RFC 9112 §3.2
 * @see MCP 2026-07-28 basic/transports/streamable-http, Security Warning
 */
export function checkHost(request: IncomingMessage, allowedHosts: ReadonlySet<string>): void {
  const host = request.headers.host?.toLowerCase()
  if (host && allowedHosts.has(host) && timesSent(request, 'host') === 1) return
  throw new Refusal({
    status: 403,
    code: 'forbidden_host',
    description: 'This Host is not served here. Whoever runs the server lists its names in ALLOWED_HOSTS.',
  })
}
