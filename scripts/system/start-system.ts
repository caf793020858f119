import { roleUrl } from '@chaperone/db/setup'
import { seed } from '../../prisma/seed.ts'
import { PlainError } from './plain-error.ts'
import { type Ports, requireFree } from './ports.ts'
import { addressesFor, processPlans } from './process-plans.ts'
import { crashed, type RunningProcess, startProcess, waitUntilReady } from './processes.ts'
import { step } from './progress.ts'
import { loadSecrets } from './secrets.ts'
import { prepareDatabase, startDatabase } from './start-database.ts'
import { forgetSystem, openStateFolder, runningSystem, type SystemDescription, writeSystem } from './state-folder.ts'

export interface RunningSystem {
  description: SystemDescription
  /** Rejects when any part ends on its own. */
  failed: Promise<never>
}

/** What has been started so far, newest first: stopping undoes it in this order, the database last. */
export type Undo = (() => Promise<void>)[]

/**
 * Starts database, web app and the three servers, each a process of its own, and resolves when all answer. Whatever
 * has been started is in `undo` at every moment, so that an interrupted start leaves nothing behind.
 *
 * @throws PlainError
 */
export async function startSystem(directory: string, ports: Ports, undo: Undo): Promise<RunningSystem> {
  openStateFolder(directory)
  if (runningSystem(directory)) {
    throw new PlainError(
      `A system with the state folder ${directory} is running already. Stop it first, or set CHAPERONE_STATE_DIR.`,
    )
  }
  await requireFree(ports)
  const secrets = await loadSecrets(directory)

  const database = await step('Starting PostgreSQL', () => startDatabase(directory, secrets))
  undo.unshift(() => database.stop())
  const { administratorUrl } = database
  await step('Applying migrations', () => prepareDatabase(administratorUrl, secrets))
  await step('Seeding demo data', () =>
    seed({
      urlFor: (role) => roleUrl(administratorUrl, role, secrets.databasePasswords[role]),
      apiKeys: secrets.apiKeys,
    }),
  )

  const plans = processPlans({ ports, secrets, administratorUrl })
  const running: RunningProcess[] = []
  // One undo for all four: they stop side by side, and before the database.
  undo.unshift(async () => {
    await Promise.all(running.map((one) => one.stop()))
  })
  await step('Starting the web app and three servers', async () => {
    const pairs = plans.map((plan) => {
      const one = startProcess(plan, `${directory}/logs`)
      running.push(one)
      return { plan, one }
    })
    await Promise.all(pairs.map(({ plan, one }) => waitUntilReady(plan, one)))
  })

  const addresses = addressesFor(ports)
  const description: SystemDescription = { ...addresses, stateDir: directory, pid: process.pid }
  writeSystem(description)
  undo.unshift(async () => forgetSystem(directory))

  const failed = Promise.race<never>([
    database.exited.then(() => {
      throw new PlainError(`PostgreSQL ended unexpectedly. Its log: ${directory}/logs/postgres.log`)
    }),
    ...running.map((one) =>
      one.exited.then((): never => {
        throw crashed(one)
      }),
    ),
  ])
  failed.catch(() => {})
  return { description, failed }
}

/** Stops everything in `undo`. A part that fails to stop does not keep the others from it. */
export async function stopSystem(undo: Undo): Promise<void> {
  for (const stop of undo.splice(0)) {
    await stop().catch((error: unknown) => process.stderr.write(`  ${String(error)}\n`))
  }
}
