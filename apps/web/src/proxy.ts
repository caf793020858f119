import { type NextRequest, NextResponse } from 'next/server'
import { TIME_ZONE_COOKIE } from './components/time/time-zone-cookie.ts'
import { contentSecurityPolicy } from './security/content-security-policy.ts'
import { forgetOutcome, OUTCOME_COOKIE } from './session/form-outcome.ts'

const NONCE_BYTES = 16

/**
 * Gives every page its own content security policy, and what came of a form to one page only. It decides nothing about
 * who may see what: each page, route handler and action does that for itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))).toString('base64')
  const policy = contentSecurityPolicy({ nonce, path: request.nextUrl.pathname })
  const headers = new Headers(request.headers)
  // Next reads the nonce from the request's policy and puts it on its own scripts.
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  // The page tells it now, and no other will. `response.cookies` would take it away from this one as well.
  const isZoneKnown = request.cookies.has(TIME_ZONE_COOKIE)
  const forget = request.cookies.has(OUTCOME_COOKIE) ? forgetOutcome(request.nextUrl.pathname, { isZoneKnown }) : null
  if (forget) response.headers.append('set-cookie', forget)
  return response
}

/** Pages only. The headers that every answer carries are in next.config.ts. */
export const config = {
  matcher: ['/((?!api/|mcp$|oauth/|\\.well-known/|_next/static/|_next/image).*)'],
}
