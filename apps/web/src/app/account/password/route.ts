import { changePassword } from '@/session/change-password'
import { personForm, seeOther } from '@/session/person-form'

/** A new password for the person who shows the old one. What came of it is told by the account page. */
export const POST = personForm(async ({ person, fields }) => {
  const outcome = await changePassword(person, { current: fields.get('current') ?? '', next: fields.get('next') ?? '' })
  return seeOther(`/account?password=${outcome}`)
})
