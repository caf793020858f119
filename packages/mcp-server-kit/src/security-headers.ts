import type { ServerResponse } from 'node:http'

/**
 * Headers of every answer. An MCP server has no pages, so a browser that opens one may do nothing with it: no scripts,
 * no frames, no reading by other sites.
 *
 * @see OWASP ASVS 5.0 V3.4
 */
export function setSecurityHeaders(response: ServerResponse, isHttps: boolean): void {
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  response.setHeader('Referrer-Policy', 'no-referrer')
  if (isHttps) response.setHeader('Strict-Transport-Security', 'max-age=31536000')
}
