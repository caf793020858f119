import { parseScope } from '@chaperone/contracts'
import { recordEvent } from '@/audit/record-event'
import { consentRequest } from '@/authorization-server/consent-request'
import { findInteraction, finishInteraction } from '@/authorization-server/interaction'
import { authorizationServer } from '@/authorization-server/provider'
import { env } from '@/env'
import { readCapped } from '@/read-capped'
import { currentPerson } from '@/session/current-person'

/** One short field. */
const FORM_BYTES = 1_024

/**
 * The decision on a consent page, as a plain form post. Only this app's own page may send it, only for the request
 * this browser started, only for the person who is signed in.
 *
 * @see MCP 2026-07-28 Security Best Practices, Confused Deputy: consent UI requirements
 */
export async function POST(request: Request, { params }: { params: Promise<{ uid: string }> }): Promise<Response> {
  if (request.headers.get('origin') !== env().WEB_ORIGIN) return refusal(403, 'cross_site')
  const person = await currentPerson()
  if (!person) return refusal(401, 'unauthenticated')

  const { uid } = await params
  const cookie = request.headers.get('cookie') ?? ''
  const interaction = await findInteraction(uid, cookie)
  const asked = await consentRequest(uid, person)
  if (!interaction || !asked) return refusal(404, 'not_found')

  const form = await readCapped(request, FORM_BYTES)
  if (form === null) return refusal(413, 'body_too_large')
  const isAllowed = new URLSearchParams(form).get('decision') === 'allow'
  recordEvent({
    server: 'authorization-server',
    subject: person.id,
    isStranger: false,
    clientId: asked.clientId,
    verdict: isAllowed ? 'allowed' : 'refused',
    reason: `consent to ${asked.scopes.map(({ scope }) => scope).join(' ')} at ${asked.resource}`,
  })
  if (!isAllowed) {
    return seeOther(
      await finishInteraction(cookie, { error: 'access_denied', error_description: 'The person said no.' }),
    )
  }

  const provider = authorizationServer()
  const grant = new provider.Grant({ accountId: person.id, clientId: asked.clientId })
  const granted = asked.scopes.map(({ scope }) => scope)
  const wanted = parseScope(String(interaction.params.scope ?? ''))
  grant.addResourceScope(asked.resource, granted.join(' '))
  if (asked.wantsIdToken) grant.addOIDCScope('openid')
  const withheld = wanted.filter((scope) => !granted.includes(scope) && scope !== 'openid')
  if (withheld.length > 0) grant.rejectResourceScope(asked.resource, withheld.join(' '))
  const consent = { grantId: await grant.save() }
  return seeOther(await finishInteraction(cookie, { login: { accountId: person.id }, consent }))
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } })
}

function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status, headers: { 'Cache-Control': 'no-store' } })
}
