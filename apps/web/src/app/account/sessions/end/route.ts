import { formRefusal, personForm, seeOther } from '@/session/person-form'
import { endSessions } from '@/session/sessions'

/** Ends one session of the person, named in `session`, or with `others` all but the one that asks. */
export const POST = personForm(async ({ person, fields }) => {
  const which = fields.has('others') ? { allBut: person.sessionId } : { only: fields.get('session') ?? '' }
  // PostgreSQL cannot store NUL, so no session has it in its name.
  if ('only' in which && which.only.includes('\0')) return formRefusal(404, 'not_found')
  const ended = await endSessions(person.id, which)
  return ended > 0 || 'allBut' in which ? seeOther('/account', 'signed_out') : formRefusal(404, 'not_found')
})
