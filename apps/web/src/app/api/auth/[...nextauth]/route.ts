import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/session/auth-options'

/** Sign-in, sign-out and the session, by next-auth. Built on the first request: the environment is not there at build time. */
function handler(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return NextAuth(authOptions())(request, context)
}

export { handler as GET, handler as POST }
