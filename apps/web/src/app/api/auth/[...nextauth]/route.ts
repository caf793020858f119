import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/session/auth-options'

/** Sign-in, sign-out and the session, by next-auth. Built on the first request: the environment is not there at build time. */
async function handler(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const response: Response = await NextAuth(authOptions())(request, context)
  return response.status === 401 && (await isThrottled(response)) ? tooManyAttempts(response) : response
}

/** next-auth answers every failed sign-in with 401 and an address that names the error. */
async function isThrottled(response: Response): Promise<boolean> {
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { url?: string } | null
  return body?.url?.includes('error=Throttled') ?? false
}

/** @see RFC 6585 §4 */
function tooManyAttempts(response: Response): Response {
  const headers = new Headers(response.headers)
  headers.set('Retry-After', '60')
  return new Response(response.body, { status: 429, headers })
}

export { handler as GET, handler as POST }
