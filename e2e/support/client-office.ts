import type { ClientOffice, Machine, Target } from '@chaperone/attack-suite'
import { runCommand } from './run-command.ts'

/** The operator at the command line: registers and removes clients with `npm run clients`. */
export function clientOfficeOf(target: Target): ClientOffice {
  return {
    addMachine({ server, scopes }) {
      const order = ['--name', 'Attack suite', '--server', server, '--scopes', scopes.join(' ')]
      return runCommand<Machine>(target, 'clients', 'add-machine', ...order)
    },
    async remove(id) {
      await runCommand(target, 'clients', 'remove', id)
    },
  }
}
