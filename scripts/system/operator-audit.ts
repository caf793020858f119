import { type AuditRow, type Database, openAuditLog } from '@chaperone/db'

/** Whoever can use the command line has shown who they are to the machine, not to this system. */
export const OPERATOR = 'operator'

/** What was done, and to whom or what. */
export interface Deed {
  reason: string
  /** The part of the system that it concerns. */
  server: 'web' | 'authorization-server' | 'host'
  subject?: string
  clientId?: string
  keyId?: string
  tool?: string
}

/** Writes into the audit what the operator did, after it is done. @throws when the database does not take the line */
export function openOperatorAudit(database: Database): (deed: Deed) => Promise<void> {
  const log = openAuditLog(database, 'web', (error) => {
    throw error
  })
  return async (deed) => {
    const row: AuditRow = { ...NOTHING, ...deed, actor: OPERATOR, verdict: 'allowed' }
    log.record(row)
    await log.flush()
  }
}

const NOTHING = { subject: null, clientId: null, keyId: null, tool: null, argumentsDigest: null, traceId: null }
