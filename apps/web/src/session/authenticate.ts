import { originsOf, parseScope, type Scope } from '@chaperone/contracts'
import { InvalidAccessToken, verifyAccessToken } from '@chaperone/mcp-auth'
import type { Principal } from '@chaperone/mcp-host'
import type { NextRequest } from 'next/server'
import { keyRing } from '../authorization-server/key-ring'
import { revocations } from '../database'
import { env, hostAudience } from '../env'
import { HttpError } from '../host/http-error'
import { withHostToken } from './auth-options'
import { findPerson } from './current-person'
import { readSession } from './read-session'

/**
 * Who asks the host API. A program sends the person's token for the host; a browser sends its session, which holds
 * the same token, and must come from this app's own pages. Either way the token is verified, its session or grant must
 * still stand, and it must carry the scope.
 *
 * @throws HttpError 401 `unauthenticated`, 403 `cross_site`, 403 `insufficient_scope`
 */
export async function authenticate(request: NextRequest, scope: Scope): Promise<Principal> {
  const header = request.headers.get('authorization')
  const via = header === null ? 'session' : 'bearer'
  const hostToken = header === null ? await tokenOfSession(request) : bearerToken(header)
  const token = await hostToken()

  const issuers = [{ issuer: env().WEB_ORIGIN, keys: (await keyRing()).verify }]
  const rules = { issuers, audience: hostAudience(), revocations: revocations(), provenKey: null }
  const claims = await verifyAccessToken(token, rules).catch((error: unknown) => {
    throw error instanceof InvalidAccessToken ? unauthenticated() : error
  })
  if (!parseScope(claims.scope).includes(scope)) {
    throw new HttpError(403, 'insufficient_scope', `This needs the scope ${scope}.`)
  }
  const person = await findPerson(claims.sub)
  const [origin] = originsOf(claims)
  // What the host does for a token must end with it, so it has to say what that is.
  if (!person || !origin) throw unauthenticated()
  const program = via === 'bearer' ? claims.client_id : null
  return { userId: person.id, name: person.name, via, program, origin, hostToken }
}

/** A cookie is sent by the browser whoever caused the request, so the request must say that this app's page did. */
async function tokenOfSession(request: NextRequest): Promise<() => Promise<string>> {
  if (request.method !== 'GET' && request.headers.get('origin') !== env().WEB_ORIGIN) {
    throw new HttpError(403, 'cross_site', 'Only this app’s own pages may do this with a session.')
  }
  const session = await readSession(request.cookies)
  if (!session) throw unauthenticated()
  return async () => (await withHostToken(session)).hostToken
}

function bearerToken(header: string): () => Promise<string> {
  const token = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(header)?.[1]
  if (!token) throw unauthenticated()
  return async () => token
}

function unauthenticated(): HttpError {
  return new HttpError(401, 'unauthenticated', 'Sign in, or send a token for the host in the Authorization header.')
}
