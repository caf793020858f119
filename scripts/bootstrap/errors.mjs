import { constants } from 'node:os'

/** A failure that one sentence describes completely, for the person at the keyboard. */
export function explainedError(message) {
  return Object.assign(new Error(message), { isExplained: true })
}

/** We were told to stop while a program ran; it has ended. */
export class Interrupted extends Error {
  constructor(signal) {
    super(`Stopped by ${signal}`)
    this.exitCode = 128 + constants.signals[signal]
  }
}
