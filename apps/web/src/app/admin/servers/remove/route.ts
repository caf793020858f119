import { removeServer } from '@/remote/remote-servers'
import { personForm, seeOther } from '@/session/person-form'

/** An administrator removes a server, named in `server`, and with it everybody's accounts at it. */
export const POST = personForm({ page: '/admin' }, async ({ person, fields, gone }) =>
  (await removeServer(person, fields.get('server') ?? '')) ? seeOther('/admin', 'server_removed') : gone(),
)
