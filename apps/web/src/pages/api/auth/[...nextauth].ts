import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import { addressOf } from '../../../session/address-of'
import { authOptions } from '../../../session/auth-options'
import { endSession } from '../../../session/end-session'
import { externalStep, refuseStep } from '../../../session/external-step'
import { externalFrom, passkeyFrom, passwordFrom } from '../../../session/sign-in-providers'

/**
 * Sign-in, sign-out and the session, by next-auth. A Pages route, because only here the address of the connection is
 * known: a header that anyone can send must not decide who is throttled.
 */
export default async function handler(request: NextApiRequest, response: NextApiResponse): Promise<void> {
  // The library's own page would write whatever a browser sends into the log.
  if ([request.query.nextauth].flat()[0] === '_log') return response.status(404).json({ error: 'not_found' })
  const step = await externalStep(request)
  if (step && 'problem' in step) return refuseStep(request, response, step.problem)
  const { headers, cookies } = request
  const visitor = { address: addressOf(request), headers, cookies }
  // next-auth answers every failed sign-in with 401. @see RFC 6585 §4, RFC 9110 §15.6.4
  const answerWith = (status: 429 | 503) => {
    const answer = response.status.bind(response)
    response.status = () => answer(status)
    response.setHeader('Retry-After', '60')
  }
  const events = {
    async signOut({ token }: { token: JWT | null }) {
      await endSession(token).catch((error: unknown) => {
        // next-auth would log this and say that the person is signed out.
        response.status = () => {
          throw error
        }
      })
    },
  }
  await NextAuth(request, response, {
    ...authOptions(),
    providers: [
      passwordFrom(visitor, answerWith),
      passkeyFrom(visitor, answerWith),
      ...externalFrom(visitor, step?.endpoints ?? {}),
    ],
    events,
  })
}
