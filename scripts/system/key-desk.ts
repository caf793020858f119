import { type KeyDesk, KeyProblem, openAuditLog, openDatabase, openKeyDesk } from '@chaperone/db'
import { OPERATOR } from './operator-audit.ts'
import { PlainError } from './plain-error.ts'

export type CommandKeyDesk = KeyDesk & { close(): Promise<void> }

/** The desk of keys for whoever can use the command line. `url` is the database, signed in as the web app's role. */
export function openCommandKeyDesk(url: string): CommandKeyDesk {
  const database = openDatabase(url, { role: 'web', connections: 1 })
  const audit = openAuditLog(database, 'web', (error) => {
    throw error
  })
  const desk = openKeyDesk(database, audit, { subject: null, actor: OPERATOR })
  return {
    create: (order) => desk.create(order).catch(plainly),
    list: desk.list,
    accounts: desk.accounts,
    rotate: (id, order) => desk.rotate(id, order).catch(plainly),
    revoke: (id) => desk.revoke(id).catch(plainly),
    close: () => database.close(),
  }
}

/** @throws PlainError, or what it was given */
function plainly(error: unknown): never {
  throw error instanceof KeyProblem ? new PlainError(`${error.message} npm run keys -- --help explains.`) : error
}
