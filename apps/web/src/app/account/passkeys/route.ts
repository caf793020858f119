import { cookies } from 'next/headers'
import { addPasskey } from '@/passkeys/add-passkey'
import { ANSWER_CHARACTERS } from '@/passkeys/answer-schema'
import { challengeCookieName } from '@/passkeys/challenge'
import { formRefusal, outcomeCookie, personForm } from '@/session/person-form'

/** A quotation mark takes three bytes in a form. */
const FORM_BYTES = 3 * ANSWER_CHARACTERS

/** Adds the passkey that answers this session's question. */
export const POST = personForm({ page: '/account', limit: FORM_BYTES }, async ({ person, fields, request }) => {
  const outcome = await addPasskey(person, {
    answer: fields.get('answer'),
    challenge: (await cookies()).get(challengeCookieName())?.value,
    agent: request.headers.get('user-agent') ?? '',
  })
  if (outcome === 'too_many') return formRefusal(409, outcome)
  if (outcome === 'invalid') return formRefusal(400, 'invalid_passkey')
  const headers = { 'Set-Cookie': outcomeCookie('/account', 'passkey_added'), 'Cache-Control': 'no-store' }
  return Response.json({ added: true }, { status: 201, headers })
})
