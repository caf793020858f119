import { demoCertificate } from './demo-certificate.ts'
import { withDeskDatabase } from './desk-database.ts'
import { freePorts } from './free-ports.ts'
import { untilInterrupted } from './interruption.ts'
import { PlainError, reportError } from './plain-error.ts'
import { processPlans } from './process-plans.ts'
import { startProcess, waitUntilReady } from './processes.ts'
import { loadSecrets } from './secrets.ts'
import { runningSystem, stateDirectory } from './state-folder.ts'

/**
 * A program for the end-to-end tests: one more instance of the web app of the running system, on a port of its own, with
 * the variables of this process that the launcher passes on (such as PLANNER). It prints the port, and ends with its
 * standard input, so that no test leaves it behind.
 */
async function main(): Promise<void> {
  const told = untilInterrupted()
  process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGTERM'))
  const directory = stateDirectory()
  const system = runningSystem(directory)
  if (!system) throw new PlainError('No system is running here.')
  const secrets = await loadSecrets(directory)
  const { file: certificateFile } = await demoCertificate(directory)
  const portOf = (address: string) => Number(new URL(address).port)
  const { weather, calendar, tasks } = system.servers
  const ports = {
    web: portOf(system.web),
    weather: portOf(weather),
    calendar: portOf(calendar),
    tasks: portOf(tasks),
  }

  await withDeskDatabase(directory, async (administratorUrl) => {
    // Of the address only the place is used: the web app gets its own role, as always.
    const plans = processPlans({ ports, secrets, administratorUrl, certificateFile })
    const plan = plans.find(({ name }) => name === 'web')
    if (!plan) throw new Error('there is no plan for the web app')
    const { web: port } = await freePorts()
    const args = plan.args.map((arg) => (arg === String(ports.web) ? String(port) : arg))
    const second = { ...plan, name: 'web-second', args, readyUrl: `http://localhost:${port}/api/health` }
    const running = startProcess(second, `${directory}/logs`)
    try {
      await waitUntilReady(second, running)
      process.stdout.write(`${JSON.stringify({ port })}\n`)
      await Promise.race([told, running.exited])
    } finally {
      await running.stop()
    }
  })
}

await main().catch(reportError)
process.exit()
