import { openAuditLog, openCallStore, openDatabase, openRevocationFeed } from '@chaperone/db'
import { createCallerLimits } from '@chaperone/mcp-auth'
import { type AuditLog, createLogger, serveMcp } from '@chaperone/mcp-server-kit'
import { settings } from '../server-settings.ts'
import { unowned } from '../unprotected-database.ts'
import { benchGuard } from './bench-guard.ts'
import { type Reads, tools } from './layered-tools.ts'

// Our server with a layer left out where it is not switched on: something that does nothing stands in its place.

const logger = createLogger('bench')
const database = openDatabase(settings.protectedUrl, { role: 'calendar' })
const { layers } = settings

/** More than a benchmark asks for: what is measured is the counting. */
const limits = { callsPerMinute: 10_000_000, concurrentCalls: 20 }
const silent: AuditLog<Reads> = { record() {}, async recordIn() {}, async flush() {} }

function openAudit(): AuditLog<Reads> {
  if (!layers.has('audit')) return silent
  const log = openAuditLog(database, 'calendar', (err) => logger.error({ err }, 'the audit cannot be written'))
  return { ...log, recordIn: silent.recordIn }
}

await serveMcp<Reads>({
  identity: { name: 'bench', title: 'Bench', version: '1.0.0' },
  guard: benchGuard({
    ...(layers.has('limits') && { limits: createCallerLimits(limits) }),
    ...(layers.has('revocation') && {
      revocations: openRevocationFeed({
        url: settings.protectedUrl,
        database,
        onError: (err) => logger.warn({ err }, 'revocations cannot be had'),
      }),
    }),
  }),
  tools,
  transaction: (_caller, work) => work(unowned),
  read: layers.has('rows') ? (caller, work) => database.readAsOwner(caller, work) : (_caller, work) => work(unowned),
  audit: openAudit(),
  calls: openCallStore('calendar') as never,
  requestStateSecret: settings.requestStateSecret,
  tracesEndpoint: undefined,
  logger,
  isReady: () => database.isReady(),
  port: settings.port,
  bindAddress: '127.0.0.1',
  onClose: () => database.close(),
})
