import type { IncomingMessage } from 'node:http'
import { Refusal } from '../refusal.ts'

/**
 * Lets only requests through that carry no `Origin` (not a browser) or exactly one of the allowed origins,
 * scheme and port included. `null` is never allowed.
 *
 * @throws Refusal 403 `forbidden_origin`
 * @see MCP 2026-07-28 basic/transports/streamable-http: "Servers MUST validate the Origin header"
 */
export function checkOrigin(request: IncomingMessage, allowedOrigins: ReadonlySet<string>): void {
  const { origin } = request.headers
  if (origin === undefined || allowedOrigins.has(origin)) return
  throw new Refusal({
    status: 403,
    code: 'forbidden_origin',
    description:
      'This Origin may not call this server. Whoever runs the server lists pages that may in ALLOWED_ORIGINS.',
  })
}
