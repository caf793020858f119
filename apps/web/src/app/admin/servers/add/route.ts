import { outcomeOf } from '@/remote/remote-problem'
import { addServer } from '@/remote/remote-servers'
import { keepTyped } from '@/remote/typed-server'
import { isAdministrator } from '@/session/person'
import { personForm, seeOther } from '@/session/person-form'

/** An address, and a client id and its secret. */
const FORM_BYTES = 8 * 1_024

/** An administrator adds a server of somebody else's. To anybody else there is nothing here. */
export const POST = personForm({ page: '/admin', limit: FORM_BYTES }, async ({ person, fields, gone }) => {
  if (!isAdministrator(person)) return gone()
  const problem = await addServer(person, fields)
  return problem
    ? seeOther('/admin', outcomeOf(problem), keepTyped(person, fields))
    : seeOther('/admin', 'server_added')
})
