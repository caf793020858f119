import { withdrawPermission } from '@/host/permission-store'
import { personForm, seeOther } from '@/session/person-form'

/** Withdraws what the person allowed once and for all: one tool on one connection. */
export const POST = personForm({ page: '/account' }, async ({ person, fields, gone }) => {
  const [connection, tool] = [fields.get('connection') ?? '', fields.get('tool') ?? '']
  // PostgreSQL cannot store NUL, so no tool has it in its name.
  const isKnown = !`${connection}${tool}`.includes('\0')
  const isWithdrawn = isKnown && (await withdrawPermission(person.id, connection, tool))
  return isWithdrawn ? seeOther('/account', 'withdrawn') : gone()
})
