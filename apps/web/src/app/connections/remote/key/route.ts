import { connectWithKey } from '@/remote/connect-with-key'
import { mayConnect } from '@/remote/connection-attempts'
import { outcomeOf } from '@/remote/remote-problem'
import { findServer } from '@/remote/remote-servers'
import { personForm, seeOther } from '@/session/person-form'

/** Longer than any key. */
const FORM_BYTES = 4 * 1_024

/** Keeps the person's own key, in `key`, for the server in `server`. */
export const POST = personForm({ page: '/connections', limit: FORM_BYTES }, async ({ person, fields, gone }) => {
  const server = await findServer(fields.get('server') ?? '')
  if (!server) return gone()
  if (!(await mayConnect(person.id))) return seeOther('/connections', outcomeOf('too_often'), server.id)
  const connected = await connectWithKey(person, server, (fields.get('key') ?? '').trim())
  const outcome = typeof connected === 'string' ? outcomeOf(connected) : connected.outcome
  return seeOther('/connections', outcome, server.id)
})
