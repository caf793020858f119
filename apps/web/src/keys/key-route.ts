import { apiKeyIdSchema } from '@chaperone/contracts'
import { type KeyDesk, KeyProblem, openKeyDesk } from '@chaperone/db'
import type { NextRequest } from 'next/server'
import { recordEvent } from '../audit/record-event'
import { auditLog, database } from '../database'
import { env } from '../env'
import { countRequest } from '../host/count-request'
import { errorResponse } from '../host/error-response'
import { HttpError } from '../host/http-error'
import { personOf } from '../session/current-person'
import { isAdministrator, type Person } from '../session/person'

interface KeyRequest<Params> {
  /** Writes down the administrator who asks. */
  desk: KeyDesk
  request: NextRequest
  params: Params
}

/** The desk of keys for one administrator. */
export function deskOf({ id }: Person): KeyDesk {
  return openKeyDesk(database(), auditLog(), { subject: id, actor: null })
}

/**
 * A route of the keys' API: for the browser session of an administrator, from this app's own pages. To everybody else,
 * and to every request with a credential of a program, there is nothing here: no token and no key makes another key.
 */
export function keyRoute<Params>(handle: (call: KeyRequest<Params>) => Promise<Response>) {
  return async (request: NextRequest, context: { params: Promise<Params> }): Promise<Response> => {
    let person: Person | null = null
    try {
      person = await personOf(request.cookies)
      if (!person || !isAdministrator(person) || request.headers.has('authorization')) {
        throw new HttpError(404, 'not_found', 'There is nothing here.')
      }
      // A cookie is sent by the browser whoever caused the request.
      if (request.method !== 'GET' && request.headers.get('origin') !== env().WEB_ORIGIN) {
        throw new HttpError(403, 'cross_site', 'Only this app’s own pages may do this.')
      }
      await countRequest({ userId: person.id, via: 'session' })
      return await handle({ desk: deskOf(person), request, params: await context.params })
    } catch (error) {
      const shown = error instanceof KeyProblem ? refusalOf(error) : error
      if (shown instanceof HttpError) {
        const subject = person?.id ?? null
        recordEvent({ server: 'web', subject, isStranger: !person, verdict: 'refused', reason: `keys ${shown.code}` })
      }
      return errorResponse(shown)
    }
  }
}

/** The id of a key in an address. @throws HttpError 404 for what is none */
export function keyIdIn({ keyId }: { keyId: string }): string {
  if (apiKeyIdSchema.safeParse(keyId).success) return keyId
  throw new HttpError(404, 'not_found', 'There is no such key.')
}

/** A key's text is for whoever asked, once: no cache keeps it. */
export function keyAnswer(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
}

function refusalOf({ code, message }: KeyProblem): HttpError {
  return new HttpError(code === 'not_found' ? 404 : 400, code, message)
}
