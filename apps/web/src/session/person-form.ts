import { env } from '../env'
import { readCapped } from '../read-capped'
import { currentPerson, type SignedInPerson, signInPath } from './current-person'
import { type FormOutcome, isTelling, tellOutcome } from './form-outcome'
import { wantsPage } from './wants-page'

/** A few short fields. */
const FORM_BYTES = 1_024

interface OwnForm<Params> {
  params: Params
  fields: URLSearchParams
  request: Request
}

interface PersonForm<Params> extends OwnForm<Params> {
  person: SignedInPerson
  /** For what is not there any more, or never was theirs: 404. A browser goes back to the page, which says so. */
  gone(): Response
  /** For somebody whose session has ended: 401. A browser goes to sign in, and comes back to the page. */
  unauthenticated(): Response
}

interface OfPage<Params> {
  /** The page that has the form. */
  page: string | ((params: Params) => string)
  /** Bytes of the form. */
  limit?: number
}

/**
 * A plain form of one of this app's own pages. A browser sends a cookie whoever made it send the form, so the form must
 * come from here.
 *
 * @param limit bytes of the form
 * @see OWASP ASVS 5.0 V3.5.1
 */
export function ownForm<Params>(handle: (form: OwnForm<Params>) => Promise<Response>, limit = FORM_BYTES) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    if (request.headers.get('origin') !== env().WEB_ORIGIN) return formRefusal(403, 'cross_site')
    const body = await readCapped(request, limit)
    if (body === null) return formRefusal(413, 'body_too_large')
    return handle({ params: await context.params, fields: new URLSearchParams(body), request })
  }
}

/** The same, sent by the person who is signed in. */
export function personForm<Params>(
  { page, limit = FORM_BYTES }: OfPage<Params>,
  handle: (form: PersonForm<Params>) => Promise<Response>,
) {
  return ownForm<Params>(async (form) => {
    const path = typeof page === 'string' ? page : page(form.params)
    const isForPerson = wantsPage(form.request.headers.get('accept'))
    const gone = () =>
      isForPerson ? seeOther(path, isTelling(path) ? 'gone' : undefined) : formRefusal(404, 'not_found')
    const unauthenticated = () => (isForPerson ? seeOther(signInPath(path)) : formRefusal(401, 'unauthenticated'))
    const person = await currentPerson()
    return person ? handle({ ...form, person, gone, unauthenticated }) : unauthenticated()
  }, limit)
}

/** Sends the browser on with a GET, to a page of ours with what that page is to tell. @see RFC 9110 §15.4.4 */
export function seeOther(location: string, outcome?: FormOutcome, about?: string): Response {
  const headers = new Headers({ Location: location, 'Cache-Control': 'no-store' })
  if (outcome) headers.append('Set-Cookie', outcomeCookie(location, outcome, about))
  return new Response(null, { status: 303, headers })
}

/** The same for a browser that another site has sent here. */
export function seeOtherFromElsewhere(location: string, outcome: FormOutcome, about?: string): Response {
  const response = seeOther(location)
  response.headers.append('Set-Cookie', outcomeCookie(location, outcome, about, true))
  return response
}

/** `Set-Cookie` that lets a page of ours tell what came of a form, and of what it was about. */
export function outcomeCookie(
  location: string,
  outcome: FormOutcome,
  about?: string,
  isFromElsewhere?: boolean,
): string {
  const { pathname: path, protocol } = new URL(location, env().WEB_ORIGIN)
  return tellOutcome({
    path,
    outcome,
    about,
    isSecure: protocol === 'https:',
    ...(isFromElsewhere && { isFromElsewhere }),
  })
}

export function formRefusal(status: number, error: string): Response {
  return Response.json({ error }, { status, headers: { 'Cache-Control': 'no-store' } })
}
