import { cookies } from 'next/headers'
import { endSession } from '@/session/end-session'
import { setPasswordByLink } from '@/session/password-link'
import { ownForm, seeOther } from '@/session/person-form'
import { readSession } from '@/session/read-session'

/** A password as long as it may be, of characters that take twelve bytes each in a form, and the link. */
const FORM_BYTES = 4 * 1_024

/** The password that the holder of a link chose. They sign in with it afterwards: opening a link signs nobody in. */
export const POST = ownForm(async ({ fields }) => {
  const link = fields.get('link') ?? ''
  const outcome = await setPasswordByLink(link, fields.get('next') ?? '')
  if (outcome === 'changed' || outcome === 'first_password') {
    // At a shared machine somebody else may be signed in, as whom the holder of the link would go on without a word.
    await endSession(await readSession(await cookies()))
    return seeOther('/login', outcome)
  }
  const page = `/set-password?${new URLSearchParams({ link })}`
  return outcome === 'over' ? seeOther(page) : seeOther(page, outcome)
}, FORM_BYTES)
