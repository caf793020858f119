import { ACCESS_TOKEN_SECONDS, AUTHORIZATION_CODE_SECONDS, GRANT_SECONDS, parseScope } from '@chaperone/contracts'
import type { Grant, InteractionResults } from 'oidc-provider'
import { recordEvent } from '@/audit/record-event'
import { type ConsentRequest, consentRequest } from '@/authorization-server/consent-request'
import { findInteraction, finishInteraction } from '@/authorization-server/interaction'
import { authorizationServer } from '@/authorization-server/provider'
import { hashOf, revokeGrant } from '@/authorization-server/record-adapter'

import { personForm, seeOther } from '@/session/person-form'
import { isSessionStillKept } from '@/session/sessions'

const SAID_NO = { error: 'access_denied', error_description: 'The person said no.' }
const SIGN_IN_FIRST = { error: 'login_required', error_description: 'The person did not sign in as recently.' }
const NOTHING_TO_GIVE = { error: 'invalid_scope', error_description: 'Nothing that was asked for can be given.' }

/**
 * The decision on a consent page. Only this app's own page may send it, only for the request this browser started,
 * only for the person who is signed in.
 *
 * @see MCP 2026-07-28 Security Best Practices, Confused Deputy: consent UI requirements
 */
export const POST = personForm<{ uid: string }>({ page }, async (form) => {
  const { person, params, fields, request } = form
  const cookie = request.headers.get('cookie') ?? ''
  const interaction = await findInteraction(params.uid, cookie)
  const asked = await consentRequest(params.uid, person)
  // The page says that the request has expired.
  if (!interaction || !asked) return form.gone()

  const isSomething = asked.scopes.length > 0 || asked.wantsIdToken
  const isAllowed = isSomething && fields.get('decision') === 'allow'
  recordEvent({
    server: 'authorization-server',
    subject: person.id,
    isStranger: false,
    clientId: asked.clientId,
    verdict: isAllowed ? 'allowed' : 'refused',
    reason: `consent to ${asked.scopes.map(({ scope }) => scope).join(' ')} at ${asked.resource}`,
  })
  if (!isAllowed) return (await goOn(cookie, isSomething ? SAID_NO : NOTHING_TO_GIVE)) ?? form.gone()
  if (asked.needsSignIn) return (await goOn(cookie, SIGN_IN_FIRST)) ?? form.gone()
  const grantId = await saveGrant(person.id, asked, parseScope(String(interaction.params.scope ?? '')))
  // The session may have ended meanwhile, and with it everything that it was to allow.
  if (!(await isSessionStillKept(person.sessionId))) {
    await revokeGrant(hashOf(grantId))
    return form.unauthenticated()
  }
  const answer = await goOn(cookie, { login: { accountId: person.id, ts: person.signedInAt }, consent: { grantId } })
  if (answer) return answer
  await revokeGrant(hashOf(grantId))
  return form.gone()
})

function page({ uid }: { uid: string }): string {
  return `/consent/${encodeURIComponent(uid)}`
}

/** Sends the browser back into the authorization, once for each request. Null when that has happened. */
async function goOn(cookie: string, result: InteractionResults): Promise<Response | null> {
  const location = await finishInteraction(cookie, result)
  return location ? seeOther(location) : null
}

/** What the person allowed, and nothing else that was asked for. */
async function saveGrant(accountId: string, asked: ConsentRequest, wanted: readonly string[]): Promise<string> {
  const provider = await authorizationServer()
  const { clientId, resource, wantsToStay } = asked
  const lifetime = wantsToStay ? GRANT_SECONDS : AUTHORIZATION_CODE_SECONDS + ACCESS_TOKEN_SECONDS
  const grant = new provider.Grant({ accountId, clientId, expiresIn: lifetime } as Pick<
    Grant,
    'accountId' | 'clientId'
  >)
  const granted = asked.scopes.map(({ scope }) => scope)
  grant.addResourceScope(resource, granted.join(' '))
  const ofClient = ['openid', 'offline_access'].filter((scope) => wanted.includes(scope))
  if (ofClient.length > 0) grant.addOIDCScope(ofClient.join(' '))
  const withheld = wanted.filter((scope) => !granted.includes(scope) && !ofClient.includes(scope))
  if (withheld.length > 0) grant.rejectResourceScope(resource, withheld.join(' '))
  return grant.save()
}
