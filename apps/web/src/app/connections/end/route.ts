import { endPrograms } from '@/authorization-server/connected-programs'
import { formRefusal, personForm, seeOther } from '@/session/person-form'

/** A program that was allowed hundreds of times. */
const FORM_BYTES = 64 * 1_024

/** Takes back what the person allowed, each grant by its name in a field `grant`. Only their own are found. */
export const POST = personForm(async ({ person, fields }) => {
  const hasEnded = await endPrograms(person.id, fields.getAll('grant'))
  return hasEnded ? seeOther('/connections', 'revoked') : formRefusal(404, 'not_found')
}, FORM_BYTES)
