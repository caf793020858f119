import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Target } from '@chaperone/attack-suite'

const PROGRAM = join(import.meta.dirname, '../../scripts/system/second-web-app.ts')

/** One more instance of the web app under test, as behind a load balancer, with variables of its own. */
export async function startSecondWebApp({ stateDir }: Target, variables: Record<string, string>) {
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  const program = spawn(process.execPath, [...flags, PROGRAM], {
    env: { ...process.env, CHAPERONE_STATE_DIR: stateDir, ...variables },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(program, 'exit')
  const line = await Promise.race([once(createInterface(program.stdout), 'line'), ended])
  if (program.exitCode !== null) throw new Error('the second web app did not start')
  return {
    port: (JSON.parse(String(line[0])) as { port: number }).port,
    async stop() {
      program.stdin.end()
      await ended
    },
  }
}
