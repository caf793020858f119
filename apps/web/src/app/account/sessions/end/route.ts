import { personForm, seeOther } from '@/session/person-form'
import { endSessions } from '@/session/sessions'

/** Ends one session of the person, named in `session`, or with `others` all but the one that asks. */
export const POST = personForm({ page: '/account' }, async ({ person, fields, gone }) => {
  if (fields.has('others')) {
    await endSessions(person.id, { allBut: person.sessionId })
    return seeOther('/account', 'signed_out_elsewhere')
  }
  const only = fields.get('session') ?? ''
  // PostgreSQL cannot store NUL, so no session has it in its name.
  const ended = only.includes('\0') ? 0 : await endSessions(person.id, { only })
  return ended > 0 ? seeOther('/account', 'signed_out') : gone()
})
