import { disconnect } from '@/remote/disconnect'
import { personForm, seeOther } from '@/session/person-form'

/** Forgets the person's account at the server in `server`. Only their own is found. */
export const POST = personForm({ page: '/connections' }, async ({ person, fields, gone }) => {
  const server = fields.get('server') ?? ''
  return (await disconnect(person, server)) ? seeOther('/connections', 'disconnected', server) : gone()
})
