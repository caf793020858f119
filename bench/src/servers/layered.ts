import { openAuditLog, openDatabase } from '@chaperone/db'
import { type AuditLog, createLogger, serveMcp, toolsOn } from '@chaperone/mcp-server-kit'
import { callerInputSchema, DESCRIPTION, listEvents, outputSchema, TOOL } from '../list-events.ts'
import { settings } from '../server-settings.ts'
import { unowned } from '../unprotected-database.ts'
import { benchGuard } from './bench-guard.ts'

// Our server with a layer left out where it is not switched on: something that does nothing stands in its place.

const logger = createLogger('bench')
const protectedDatabase = openDatabase(settings.calendarUrl)
type Reads = Pick<typeof unowned, 'event'>

const silent: AuditLog<Reads> = { record() {}, async recordIn() {}, async flush() {} }
const audit = settings.layers.has('audit')
  ? openAuditLog(protectedDatabase, 'calendar', (err) => logger.error({ err }, 'the audit cannot be written'))
  : silent

await serveMcp<Reads>({
  identity: { name: 'bench', title: 'Bench', version: '1.0.0' },
  guard: benchGuard(),
  tools: [
    toolsOn<Reads>()({
      name: TOOL,
      title: 'List events',
      description: DESCRIPTION,
      scope: 'calendar:read',
      effect: 'read',
      input: callerInputSchema,
      output: outputSchema,
      run: ({ caller, db }) => listEvents(db, caller.ownerId),
    }),
  ],
  transaction: (_caller, work) => work(unowned),
  read: settings.layers.has('rows')
    ? (caller, work) => protectedDatabase.readAsOwner(caller, work)
    : (_caller, work) => work(unowned),
  audit: audit as AuditLog<Reads>,
  logger,
  isReady: () => protectedDatabase.ping(),
  port: settings.port,
  bindAddress: '127.0.0.1',
  onClose: () => protectedDatabase.close(),
})
