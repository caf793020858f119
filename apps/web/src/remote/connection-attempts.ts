import { CONNECTION_ATTEMPTS_PER_MINUTE } from '@chaperone/contracts'
import { counter } from '../counter'

const attempts = counter('connection-attempts', CONNECTION_ATTEMPTS_PER_MINUTE)

/** Counts one attempt of a person to connect an account. False: too many in the last minute. */
export async function mayConnect(userId: string): Promise<boolean> {
  return (await attempts().take(userId)).isAllowed
}
