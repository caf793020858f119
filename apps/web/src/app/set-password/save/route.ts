import { setPasswordByLink } from '@/session/password-link'
import { ownForm, seeOther } from '@/session/person-form'

/** A password as long as it may be, of characters that take twelve bytes each in a form, and the link. */
const FORM_BYTES = 4 * 1_024

/** The password that the holder of a link chose. They sign in with it afterwards: opening a link signs nobody in. */
export const POST = ownForm(async ({ fields }) => {
  const link = fields.get('link') ?? ''
  const outcome = await setPasswordByLink(link, fields.get('next') ?? '')
  if (outcome === 'set') return seeOther('/login', 'changed')
  const page = `/set-password?${new URLSearchParams({ link })}`
  return outcome === 'over' ? seeOther(page) : seeOther(page, outcome)
}, FORM_BYTES)
