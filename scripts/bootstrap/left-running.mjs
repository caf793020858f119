import { constants } from 'node:os'

/** What a command leaves behind that was killed and could not stop its parts, as a sentence; empty when nothing. */
export function leftRunning(command, exitCode) {
  if (command !== 'demo' || exitCode !== 128 + constants.signals.SIGKILL) return ''
  return 'The demo was killed and could not stop its parts: PostgreSQL and the servers may still run; the next npm run demo ends them.'
}
