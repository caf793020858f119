import { oneQuestionAtATime, openAuditLog, openDatabase, openRevocations, untilServersKnow } from '@chaperone/db'
import { env } from './env'
import { once } from './once'

/** The web app's own database role: identity and access, no server's rows. */
export const database = once('database', () => openDatabase(env().DATABASE_URL, { role: 'web' }))

export const auditLog = once('audit', () =>
  openAuditLog(database(), 'host', (error, lostRows) => {
    console.error('the audit cannot be written', { error, lostRows })
  }),
)

/** What was revoked, read for each request like the person it is about: here no announcement needs to arrive first. */
export const revocations = once('revocations', () => openRevocations(database()))

const askServers = once('servers-know', () =>
  oneQuestionAtATime(async () => {
    const allKnow = await untilServersKnow(env().DATABASE_URL).catch((error: unknown) => String(error))
    if (allKnow !== true) console.error('a server may learn of a revocation late', { allKnow })
  }),
)

/** Waited for before a person is told that something has ended: by then it has, at every server. A second at most. */
export function untilAllServersKnow(): Promise<void> {
  return askServers()()
}
