import { changePassword } from '@/session/change-password'
import { personForm, seeOther } from '@/session/person-form'

/** Two passwords as long as they may be, of characters that take twelve bytes each in a form. */
const FORM_BYTES = 8 * 1_024

/** A new password for the person who shows the old one. What came of it is told by the page that follows. */
export const POST = personForm({ page: '/account', limit: FORM_BYTES }, async ({ person, fields }) => {
  const outcome = await changePassword(person, {
    current: fields.get('current') ?? '',
    next: fields.get('next') ?? '',
    endsOthers: fields.has('others'),
  })
  return seeOther(outcome === 'changed' ? '/login' : '/account', outcome)
})
