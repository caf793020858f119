import { randomUUID } from 'node:crypto'
import type { Target, UserOffice } from '@chaperone/attack-suite'
import { runCommand } from './run-command.ts'

/** The operator at the command line: adds people with `npm run users`. */
export function userOfficeOf(target: Target): UserOffice {
  return {
    add() {
      const order = ['--email', `dave-${randomUUID()}@example.com`, '--name', 'Dave']
      return runCommand<{ email: string; password: string }>(target, 'users', 'add', ...order)
    },
  }
}
