import { mcpHost } from '@/host/mcp-host'
import { acceptDefinition } from '@/host/pin-store'
import { personForm, seeOther } from '@/session/person-form'

/** An administrator accepts the definition that they were shown. To anybody else there is nothing here. */
export const POST = personForm({ page: '/admin' }, async ({ person, fields, gone }) => {
  const [connection = '', tool = '', hash = ''] = ['connection', 'tool', 'hash'].map((name) => fields.get(name) ?? '')
  // PostgreSQL cannot store NUL, so no tool has it in its name.
  const isPossible = ![connection, tool, hash].join('').includes('\0')
  if (!isPossible || !(await acceptDefinition(person, { connection, tool, hash }))) return gone()
  mcpHost().relist(connection)
  return seeOther('/admin', 'accepted')
})
