import { EXTERNAL_SIGN_IN_STEPS_PER_NETWORK } from '@chaperone/contracts'
import type { NextApiRequest, NextApiResponse } from 'next'
import { env } from '../env'
import { addressOf } from './address-of'
import { type EndpointsOf, externalProviders } from './external-providers'
import { networkLimit } from './network-limit'
import { stateCookieName } from './session-cookie'

/** As the sign-in page shows it: the library's own words, and one of ours. */
type Problem = 'OAuthSignin' | 'OAuthCallback' | 'Throttled'

const perNetwork = networkLimit('external-sign-in-steps', EXTERNAL_SIGN_IN_STEPS_PER_NETWORK)

/**
 * One step of signing in at another service, before the library takes it: each makes this server ask that service
 * something, and anybody can send it. Null for any other request.
 *
 * @returns what is needed to ask that service, or why it is not asked
 */
export async function externalStep(
  request: NextApiRequest,
): Promise<{ endpoints: EndpointsOf } | { problem: Problem } | null> {
  const [action, id] = [request.query.nextauth ?? []].flat()
  const isCallback = action === 'callback'
  const provider = externalProviders().find((one) => one.id === id)
  if (!provider || !(isCallback || (action === 'signin' && request.method === 'POST'))) return null

  const problem = isCallback ? 'OAuthCallback' : 'OAuthSignin'
  // Another site's form: it would use up the limit of its visitors' networks.
  if (!isCallback && request.headers.origin !== env().WEB_ORIGIN) return { problem }
  // An answer that this browser never asked for. @see RFC 6749 §10.12
  if (isCallback && !request.cookies[stateCookieName()]) return { problem }
  if (!(await perNetwork().take(addressOf(request)))) return { problem: 'Throttled' }
  try {
    const { namesItself, ...endpoints } = await provider.endpoints()
    // RFC 9207 §2.4: "clients MUST reject authorization responses that do not contain the iss parameter".
    if (isCallback && namesItself && request.query.iss === undefined) return { problem }
    return { endpoints: { [provider.id]: endpoints } }
  } catch {
    return { problem }
  }
}

/** Leads the person back to the sign-in page, which says what went wrong; a script of ours follows by itself. */
export function refuseStep(request: NextApiRequest, response: NextApiResponse, problem: Problem): void {
  const url = `${env().WEB_ORIGIN}/login?error=${problem}`
  response.setHeader('Cache-Control', 'no-store')
  if (request.body?.json !== 'true') {
    response.status(303).setHeader('Location', url).end()
    return
  }
  // RFC 6585 §4
  if (problem === 'Throttled') response.status(429).setHeader('Retry-After', '60')
  response.json({ url })
}
