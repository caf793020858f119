import { additionQuestion } from '@/passkeys/add-passkey'
import { formRefusal, personForm } from '@/session/person-form'

/** What this browser asks the authenticator that the person adds, once they have shown their password. */
export const POST = personForm({ page: '/account' }, async ({ person, fields }) => {
  const question = await additionQuestion(person, fields.get('current') ?? '')
  if ('problem' in question) return formRefusal(statusOf[question.problem], question.problem)
  return Response.json(question.options, { headers: { 'Set-Cookie': question.cookie, 'Cache-Control': 'no-store' } })
})

const statusOf = { wrong: 403, throttled: 429, too_many: 409 } as const
