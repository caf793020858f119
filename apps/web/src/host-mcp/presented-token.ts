import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import { once } from '../once'

const requests = once('presented-tokens', () => new AsyncLocalStorage<string>())

/** Does the work of one request, in which `presentedToken` is the one it carries: a verified caller does not hold it. */
export function rememberToken<T>({ headers }: IncomingMessage, work: () => Promise<T>): Promise<T> {
  const [, token = ''] = headers.authorization?.split(' ') ?? []
  return requests().run(token, work)
}

/** What the guard has verified for the request that is answered here. */
export function presentedToken(): string {
  return requests().getStore() ?? ''
}
