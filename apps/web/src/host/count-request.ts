import { HOST_REQUESTS_PER_MINUTE } from '@chaperone/contracts'
import type { Principal } from '@chaperone/mcp-host'
import { counter } from '../counter'
import { HttpError } from './http-error'

const perPerson = counter('host-requests', HOST_REQUESTS_PER_MINUTE)

/**
 * Counts one request of a person. The host asks some servers with an API key that works for everybody, so one person
 * could otherwise use up what the server allows all of them. Programs have a budget of their own: none of them keeps the
 * person from the browser, where they decide what programs may do.
 *
 * @throws HttpError 429 `rate_limited` with the seconds to wait
 */
export async function countRequest({ userId, via }: Pick<Principal, 'userId' | 'via'>): Promise<void> {
  const { isAllowed, retryAfterSeconds: seconds } = await perPerson().take(`${via} ${userId}`)
  if (!isAllowed) throw new HttpError(429, 'rate_limited', `Too many requests. Try again in ${seconds} s.`, seconds)
}
