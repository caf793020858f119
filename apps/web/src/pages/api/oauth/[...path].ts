import { resourceScopes } from '@chaperone/contracts'
import type { NextApiRequest, NextApiResponse } from 'next'
import {
  authorizationProblem,
  isEmbedded,
  type RequestProblem,
  tooManyRequests,
} from '../../../authorization-server/check-authorization-request'
import { authorizationServer } from '../../../authorization-server/provider'
import { resourceByIdentifier } from '../../../authorization-server/resources'
import { env } from '../../../env'
import { addressOf } from '../../../session/address-of'
import { wantsPage } from '../../../session/wants-page'

/** The library reads bodies itself. */
export const config = { api: { bodyParser: false, externalResolver: true } }

/**
 * Mounts the authorization server. Host and scheme are those of the configured issuer, whatever the client claims, so
 * that no forged `Host` reaches a metadata document or a redirect.
 */
export default async function handler(request: NextApiRequest, response: NextApiResponse): Promise<void> {
  const issuer = new URL(env().WEB_ORIGIN)
  request.headers.host = issuer.host
  request.headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1)
  delete request.headers['x-forwarded-host']
  delete request.headers.forwarded

  const url = new URL(request.url ?? '/', issuer)
  forgetProviderSession(request)
  if (/^\/oauth\/authorize(\/|$)/i.test(url.pathname) && isEmbedded(request.headers)) {
    return refuse(request, response, {
      status: 400,
      description: 'a person has to be sent here, as a page of their own',
    })
  }
  // The way back from the consent page, which writes as much as the way there.
  if (/^\/oauth\/authorize\/./i.test(url.pathname)) {
    const problem = await tooManyRequests(addressOf(request), 'way back')
    if (problem) return refuse(request, response, problem)
    // What was asked is in the request that began it. In a query, the library would take it for its error.
    request.url = url.pathname
  }
  // The library's router ignores case and a slash at the end, so does this.
  if (/^\/oauth\/authorize\/?$/i.test(url.pathname)) {
    const problem =
      authorizationProblem(request.method ?? 'GET', url.searchParams) ?? (await tooManyRequests(addressOf(request)))
    if (problem) return refuse(request, response, problem)
    addDefaultScope(url)
    askAlways(url)
    request.url = `${url.pathname}${url.search}`
  }
  await (await authorizationServer()).callback()(request, response)
}

/**
 * Shown where it happened: nothing has yet been said about where this client's answers may go. To a person in words, on
 * a page, to which only a redirect leads from here.
 *
 * @see RFC 6749 §4.1.2.1
 */
function refuse(request: NextApiRequest, response: NextApiResponse, { status, description }: RequestProblem): void {
  if (status === 405) response.setHeader('Allow', 'GET')
  if (status === 429) response.setHeader('Retry-After', '60')
  response.setHeader('Cache-Control', 'no-store')
  const error = status === 429 ? 'rate_limited' : 'invalid_request'
  if (wantsPage(request.headers.accept)) {
    response.redirect(303, `/authorization-problem?${new URLSearchParams({ code: error })}`)
    return
  }
  response.status(status).json({ error, error_description: description })
}

/**
 * Who the person is, the app's own session says, each time anew. The library's session would outlive a sign-out, and
 * would stop the next person at this browser on the way back from the consent page.
 */
function forgetProviderSession(request: NextApiRequest): void {
  const kept = request.headers.cookie?.split(/;\s*/).filter((cookie) => !cookie.startsWith('_as_session'))
  if (kept) request.headers.cookie = kept.join('; ')
}

/** The library issues a refresh token only where consent was asked for; here it always is. @see OpenID Connect Core §11 */
function askAlways(url: URL): void {
  if (!url.searchParams.has('prompt')) url.searchParams.set('prompt', 'consent')
}

/**
 * A request without `scope` asks to read, and nothing else, at its resource. A client that needs more is told which scope
 * by the 403 of its first call. @see RFC 6749 §3.3; MCP 2026-07-28 Security Best Practices, Scope Minimization
 */
function addDefaultScope(url: URL): void {
  const [identifier, ...others] = url.searchParams.getAll('resource')
  const resource = resourceByIdentifier(identifier ?? '')
  if (!resource || others.length > 0 || url.searchParams.get('scope')) return
  const reading = resourceScopes[resource].filter((scope) => scope.endsWith(':read'))
  url.searchParams.set('scope', reading.join(' '))
}
