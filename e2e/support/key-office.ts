import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { KeyOffice, Target } from '@chaperone/attack-suite'

const run = promisify(execFile)
const KEYS = join(import.meta.dirname, '../../scripts/commands/keys.ts')

/** The owner of a server at the command line: issues and revokes keys with `npm run keys`. */
export function keyOfficeOf({ stateDir }: Target): KeyOffice {
  async function keys<T>(...args: string[]): Promise<T> {
    const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
    const environment = { ...process.env, CHAPERONE_STATE_DIR: stateDir }
    const { stdout } = await run(process.execPath, [...flags, KEYS, ...args, '--json'], { env: environment })
    return JSON.parse(stdout) as T
  }
  return {
    issue({ server, expiresInSeconds }) {
      const end = expiresInSeconds === undefined ? [] : [`--expires-in-seconds=${expiresInSeconds}`]
      const order = ['--server', server, '--scopes', `${server}:read`, '--client', 'attack-suite']
      return keys<{ id: string; key: string }>('create', ...order, ...end)
    },
    async revoke(id) {
      await keys('revoke', id)
    },
  }
}
