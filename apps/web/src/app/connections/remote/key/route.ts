import { connectWithKey } from '@/remote/connect-with-key'
import { outcomeOf } from '@/remote/remote-problem'
import { findServer } from '@/remote/remote-servers'
import { personForm, seeOther } from '@/session/person-form'

/** Longer than any key. */
const FORM_BYTES = 4 * 1_024

/** Keeps the person's own key, in `key`, for the server in `server`. */
export const POST = personForm({ page: '/connections', limit: FORM_BYTES }, async ({ person, fields, gone }) => {
  const server = await findServer(fields.get('server') ?? '')
  if (!server) return gone()
  const problem = await connectWithKey(person, server, (fields.get('key') ?? '').trim())
  return seeOther('/connections', problem ? outcomeOf(problem) : 'connected', server.id)
})
