import { setTimeout as delay } from 'node:timers/promises'
import { roleUrl } from '@chaperone/db/setup'
import { seed } from '../../prisma/seed.ts'
import { demoCertificate } from './demo-certificate.ts'
import { interruption } from './interruption.ts'
import { rememberDatabase } from './last-database.ts'
import { PlainError } from './plain-error.ts'
import { type Ports, requireFree } from './ports.ts'
import { addressesFor, processPlans } from './process-plans.ts'
import { crashed, type RunningProcess, startProcess, waitUntilReady } from './processes.ts'
import { step } from './progress.ts'
import { loadSecrets, type Secrets } from './secrets.ts'
import { prepareDatabase, startDatabase } from './start-database.ts'
import {
  forgetSystem,
  openStateFolder,
  type SystemDescription,
  writeDatabaseAddress,
  writeSystem,
} from './state-folder.ts'
import { lockState, rememberProcesses } from './state-lock.ts'
import { rememberWebOrigin } from './web-origin.ts'

export interface SystemOptions {
  directory: string
  ports: Ports
  /** A PostgreSQL of the user's own, instead of the bundled one. */
  ownDatabaseUrl?: string | undefined
  /** Runs when the ports are known to be free, before anything starts: what takes long and would be in vain. */
  prepare?(): Promise<void>
  /** For tests: nothing needs to survive a crash of the machine. */
  isThrowAway?: boolean
  undo: Undo
}

export interface RunningSystem {
  description: SystemDescription
  /** Rejects when any part ends on its own. */
  failed: Promise<never>
}

/** What has been started so far, newest first: stopping undoes it in this order, the database last. */
export type Undo = (() => Promise<void> | void)[]

/**
 * Starts database, web app and the three servers, each a process of its own, and resolves when all answer. Whatever
 * has been started is in `undo` at every moment, so that an interrupted start leaves nothing behind.
 *
 * @throws PlainError; an AbortError when told to stop on the way
 */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { directory, ports, undo } = options
  const told = interruption()
  openStateFolder(directory)
  undo.unshift(await lockState(directory))
  await requireFree(ports)
  await options.prepare?.()
  const secrets = await loadSecrets(directory)
  const { file: certificateFile } = await demoCertificate(directory)

  told.throwIfAborted()
  const database = await step(options.ownDatabaseUrl ? 'Using your PostgreSQL' : 'Starting PostgreSQL', () =>
    startDatabase({ directory, secrets, ownUrl: options.ownDatabaseUrl, isThrowAway: options.isThrowAway ?? false }),
  )
  undo.unshift(() => database.stop())
  rememberDatabase(directory, options.ownDatabaseUrl)
  const { administratorUrl } = database
  told.throwIfAborted()
  await step('Applying migrations', () => prepareDatabase(administratorUrl, secrets))
  told.throwIfAborted()
  await step('Seeding demo data', () =>
    seed({
      urlFor: (role) => roleUrl(administratorUrl, role, secrets.databasePasswords[role]),
      apiKeys: secrets.apiKeys,
    }),
  )
  told.throwIfAborted()
  const running = await startProcesses({ directory, ports, secrets, certificateFile, administratorUrl, undo })

  const description: SystemDescription = { ...addressesFor(ports), stateDir: directory, pid: process.pid }
  undo.unshift(() => forgetSystem(directory))
  writeSystem(description)
  rememberWebOrigin(directory, description.web)
  writeDatabaseAddress(directory, { web: roleUrl(administratorUrl, 'web', secrets.databasePasswords.web) })
  return { description, failed: firstFailure(database.exited, running) }
}

interface ProcessOptions {
  directory: string
  ports: Ports
  secrets: Secrets
  certificateFile: string
  administratorUrl: string
  undo: Undo
}

function startProcesses({ directory, undo, ...planned }: ProcessOptions): Promise<RunningProcess[]> {
  const running: RunningProcess[] = []
  // One undo for all four: they stop side by side, and before the database.
  undo.unshift(async () => {
    await Promise.all(running.map((one) => one.stop()))
  })
  return step('Starting the web app and three servers', async () => {
    const pairs = processPlans(planned).map((plan) => {
      const one = startProcess(plan, `${directory}/logs`)
      running.push(one)
      return { plan, one }
    })
    rememberProcesses(
      directory,
      running.flatMap(({ pid }) => pid ?? []),
    )
    await Promise.all(pairs.map(({ plan, one }) => waitUntilReady(plan, one)))
    return running
  })
}

/** How long a database that ended is given to be the reason for what else ends. */
const CAUSE_MILLISECONDS = 300

function firstFailure(databaseExited: Promise<string>, running: RunningProcess[]): Promise<never> {
  const withoutDatabase = databaseExited.then((news) => {
    throw new PlainError(news)
  })
  const withoutProcess = running.map((one) =>
    one.exited.then(async (): Promise<never> => {
      // When the database went first, that is the news, not who noticed.
      await Promise.race([withoutDatabase, delay(CAUSE_MILLISECONDS)])
      throw crashed(one)
    }),
  )
  const failed = Promise.race<never>([withoutDatabase, ...withoutProcess])
  for (const promise of [failed, ...withoutProcess]) promise.catch(() => {})
  return failed
}

/** Stops everything in `undo`. A part that fails to stop does not keep the others from it. */
export async function stopSystem(undo: Undo): Promise<void> {
  for (const stop of undo.splice(0)) {
    try {
      await stop()
    } catch (error) {
      process.stderr.write(`  ${String(error)}\n`)
    }
  }
}
