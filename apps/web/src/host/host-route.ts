import { MAX_BODY_BYTES, messageProblem, type Scope } from '@chaperone/contracts'
import type { Principal } from '@chaperone/mcp-host'
import type { NextRequest } from 'next/server'
import type { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { readCapped } from '../read-capped'
import { authenticate } from '../session/authenticate'
import { countRequest } from './count-request'
import { errorResponse } from './error-response'
import { HttpError } from './http-error'

interface HostCall<Params> {
  principal: Principal
  request: NextRequest
  params: Params
}

/**
 * A route of the host API: authenticated, scope checked, requests counted, refusals recorded, every error mapped here once.
 *
 * @param scope the token must carry it
 */
export function hostRoute<Params>(scope: Scope, handle: (call: HostCall<Params>) => Promise<Response>) {
  return async (request: NextRequest, context: { params: Promise<Params> }): Promise<Response> => {
    let principal: Principal | null = null
    try {
      principal = await authenticate(request, scope)
      await countRequest(principal)
      return await handle({ principal, request, params: await context.params })
    } catch (error) {
      if (error instanceof HttpError) {
        const subject = principal?.userId ?? null
        recordEvent({ subject, isStranger: !principal, verdict: 'refused', reason: error.code })
      }
      return errorResponse(error)
    }
  }
}

/** The body, read up to the limit and parsed. @throws HttpError 413, 415, 400 */
export async function readBody<Schema extends z.ZodType>(
  request: NextRequest,
  schema: Schema,
): Promise<z.output<Schema>> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    throw new HttpError(415, 'unsupported_media_type', 'Send application/json.')
  }
  const text = await readCapped(request, MAX_BODY_BYTES)
  if (text === null) {
    throw new HttpError(413, 'body_too_large', `A request body may have at most ${MAX_BODY_BYTES} bytes.`)
  }
  const message = parse(text)
  const problem = messageProblem(message)
  if (problem) throw new HttpError(400, 'invalid_request', problem)
  const body = schema.safeParse(message)
  if (body.success) return body.data
  const [issue] = body.error.issues
  throw new HttpError(400, 'invalid_request', `${issue?.path.join('.') || 'body'}: ${issue?.message}`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpError(400, 'invalid_request', 'The body is not JSON.')
  }
}
