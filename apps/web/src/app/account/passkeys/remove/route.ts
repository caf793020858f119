import { removePasskey } from '@/passkeys/passkeys'
import { personForm, seeOther } from '@/session/person-form'

/** Takes away the passkey of the person that `passkey` names. */
export const POST = personForm({ page: '/account' }, async ({ person, fields, gone }) => {
  const id = fields.get('passkey') ?? ''
  // PostgreSQL cannot store NUL, so no passkey has it in its name.
  const isRemoved = !id.includes('\0') && (await removePasskey(person.id, id))
  return isRemoved ? seeOther('/account', 'passkey_removed') : gone()
})
