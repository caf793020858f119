import type { KeyOffice, Target } from '@chaperone/attack-suite'
import { runCommand } from './run-command.ts'

/** The owner of a server at the command line: issues and revokes keys with `npm run keys`. */
export function keyOfficeOf(target: Target): KeyOffice {
  return {
    issue({ server, expiresInSeconds }) {
      const end = expiresInSeconds === undefined ? [] : [`--expires-in-seconds=${expiresInSeconds}`]
      const order = ['--server', server, '--scopes', `${server}:read`, '--client', 'attack-suite']
      return runCommand<{ id: string; key: string }>(target, 'keys', 'create', ...order, ...end)
    },
    async revoke(id) {
      await runCommand(target, 'keys', 'revoke', id)
    },
  }
}
