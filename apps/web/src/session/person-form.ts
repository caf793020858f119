import { env } from '../env'
import { readCapped } from '../read-capped'
import { currentPerson, type SignedInPerson } from './current-person'

/** A few short fields. */
const FORM_BYTES = 1_024

interface PersonForm<Params> {
  person: SignedInPerson
  params: Params
  fields: URLSearchParams
  request: Request
}

/**
 * A plain form of one of this app's own pages, sent by the person who is signed in. A browser sends the session's
 * cookie whoever made it send the form, so the form must come from here.
 *
 * @param limit bytes of the form
 * @see OWASP ASVS 5.0 V3.5.1
 */
export function personForm<Params>(handle: (form: PersonForm<Params>) => Promise<Response>, limit = FORM_BYTES) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    if (request.headers.get('origin') !== env().WEB_ORIGIN) return formRefusal(403, 'cross_site')
    const person = await currentPerson()
    if (!person) return formRefusal(401, 'unauthenticated')
    const body = await readCapped(request, limit)
    if (body === null) return formRefusal(413, 'body_too_large')
    return handle({ person, params: await context.params, fields: new URLSearchParams(body), request })
  }
}

/** Sends the browser on with a GET. @see RFC 9110 §15.4.4 */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } })
}

export function formRefusal(status: number, error: string): Response {
  return Response.json({ error }, { status, headers: { 'Cache-Control': 'no-store' } })
}
