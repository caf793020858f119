import { endPrograms } from '@/authorization-server/connected-programs'
import { personForm, seeOther } from '@/session/person-form'

/** A program that was allowed hundreds of times. */
const FORM_BYTES = 64 * 1_024

/** Takes back what the person allowed, each grant by its name in a field `grant`. Only their own are found. */
export const POST = personForm({ page: '/connections', limit: FORM_BYTES }, async ({ person, fields, gone }) => {
  const [clientId] = await endPrograms(person.id, fields.getAll('grant'))
  return clientId ? seeOther('/connections', 'revoked', clientId) : gone()
})
