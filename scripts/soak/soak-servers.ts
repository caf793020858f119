import { type ServerName, serverNames } from '@chaperone/contracts'
import type { Ports } from '../system/ports.ts'
import { processPlans } from '../system/process-plans.ts'
import { type RunningProcess, startProcess, waitUntilReady } from '../system/processes.ts'
import type { Secrets } from '../system/secrets.ts'
import type { Undo } from '../system/start-system.ts'

interface SoakServersOptions {
  ports: Ports
  secrets: Secrets
  administratorUrl: string
  issuer: string
  logDirectory: string
  undo: Undo
}

export interface SoakServers {
  /** Ends one at once, in the middle of whatever it does, and resolves when it answers again. */
  killAndRestart(name: ServerName): Promise<void>
}

/** The three servers as the system runs them, trusting a test issuer, with limits that 64 busy callers do not reach. */
export async function startSoakServers(options: SoakServersOptions): Promise<SoakServers> {
  const { issuer, logDirectory, undo, ...planned } = options
  const wide = { CALLS_PER_MINUTE: '1000000', CONCURRENT_CALLS: '1000', WEATHER_OFFLINE: 'true' }
  const trust = { AUTH_ISSUER: issuer, JWKS_URL: `${issuer}/jwks` }
  const plans = new Map(
    processPlans(planned).map((plan) => [
      plan.name,
      {
        ...plan,
        environment: { ...plan.environment, ...trust, ...wide },
        // Ready waits for a free database connection, and 64 callers leave none.
        readyUrl: plan.readyUrl.replace('/readyz', '/healthz'),
      },
    ]),
  )
  const running = new Map<ServerName, RunningProcess>()

  async function start(name: ServerName): Promise<void> {
    const plan = plans.get(`${name}-server`)
    if (!plan) throw new Error(`there is no plan for the ${name} server`)
    const one = startProcess(plan, logDirectory)
    running.set(name, one)
    await waitUntilReady(plan, one)
  }

  // Before any starts: one that never gets ready is stopped, too.
  undo.unshift(async () => {
    await Promise.all([...running.values()].map((one) => one.stop()))
  })
  await Promise.all(serverNames.map(start))
  return {
    async killAndRestart(name) {
      const one = running.get(name)
      if (one?.pid) process.kill(-one.pid, 'SIGKILL')
      await one?.exited
      await start(name)
    },
  }
}
