import { newId, type ServerName } from '@chaperone/contracts'
import { openDatabase } from '@chaperone/db'
import { roleUrl } from '@chaperone/db/setup'
import { startTestIssuer } from '@chaperone/mcp-server-kit/testing'
import { freePorts } from '../system/free-ports.ts'
import { addressesFor } from '../system/process-plans.ts'
import { step } from '../system/progress.ts'
import { loadSecrets } from '../system/secrets.ts'
import { prepareDatabase, startDatabase } from '../system/start-database.ts'
import type { Undo } from '../system/start-system.ts'
import { openStateFolder } from '../system/state-folder.ts'
import { type Caller, makeCallers } from './caller.ts'
import { type Ledger, newLedger } from './ledger.ts'
import { lostWrites } from './lost-writes.ts'
import { sendAll } from './send-all.ts'
import { startSoakServers } from './soak-servers.ts'

const CALLERS = 64
/** Ended and started again while all callers go on, at even distances; in a short run only the first of them. */
const kills: readonly ServerName[] = ['tasks', 'calendar', 'tasks', 'weather']
const REQUESTS_A_KILL = 1_000

export interface SoakResult {
  ledger: Ledger
  /** Servers ended at once and started again. */
  killed: number
  lost: string[]
  seconds: number
}

interface SoakOptions {
  requests: number
  directory: string
  undo: Undo
}

/** Many callers at once on the real server processes and a throw-away PostgreSQL; then what they were told against what is stored. */
export async function runSoak({ requests, directory, undo }: SoakOptions): Promise<SoakResult> {
  openStateFolder(directory)
  const secrets = await loadSecrets(directory)
  const database = await step('Starting PostgreSQL', () => startDatabase({ directory, secrets, isThrowAway: true }))
  undo.unshift(() => database.stop())
  const { administratorUrl } = database
  await step('Applying migrations', () => prepareDatabase(administratorUrl, secrets))

  const issuer = await startTestIssuer()
  undo.unshift(() => issuer.close())
  const ports = await freePorts()
  const addresses = addressesFor(ports).servers
  const callers = makeCallers(CALLERS, issuer, addresses)
  await addProjects(callers, roleUrl(administratorUrl, 'tasks', secrets.databasePasswords.tasks))

  const options = { ports, secrets, administratorUrl, issuer: issuer.url, logDirectory: `${directory}/logs`, undo }
  const servers = await step('Starting three servers', () => startSoakServers(options))

  const ledger = newLedger()
  const startedAt = performance.now()
  const killed = await sendAll({
    callers,
    ledger,
    addresses,
    requests,
    kills: kills.slice(0, Math.max(1, Math.floor(requests / REQUESTS_A_KILL))),
    kill: (name) => servers.killAndRestart(name),
  })
  const seconds = (performance.now() - startedAt) / 1_000
  return { ledger, killed, lost: await lostWrites(ledger, administratorUrl), seconds }
}

/** One project for each caller: there is no tool that makes one. */
async function addProjects(callers: readonly Caller[], tasksUrl: string): Promise<void> {
  const rows = openDatabase(tasksUrl, { role: 'tasks', connections: 4 })
  for (const { sub, email, canary, projectId } of callers) {
    const members = { create: { id: newId('member'), memberId: sub, email, role: 'owner' } }
    const data = { id: projectId, ownerId: sub, name: `${canary} project`, members }
    await rows.withOwner({ ownerId: sub }, (tx) => tx.project.create({ data }))
  }
  await rows.close()
}
