import { beginConnection } from '@/remote/connect-account'
import { mayConnect } from '@/remote/connection-attempts'
import { outcomeOf } from '@/remote/remote-problem'
import { findServer } from '@/remote/remote-servers'
import { personForm, seeOther } from '@/session/person-form'

/** Begins to connect the person's account at the server in `server`. A page says where they are sent before they leave. */
export const POST = personForm({ page: '/connections' }, async ({ person, fields, gone }) => {
  const server = await findServer(fields.get('server') ?? '')
  if (server?.kind !== 'oauth') return gone()
  if (!(await mayConnect(person.id))) return seeOther('/connections', outcomeOf('too_often'), server.id)
  const begun = await beginConnection(person, server)
  if ('problem' in begun) return seeOther('/connections', outcomeOf(begun.problem), server.id)
  return seeOther(`/connections/remote/leave?to=${begun.departure}`)
})
