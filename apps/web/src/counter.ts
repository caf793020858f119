import { hash } from 'node:crypto'
import { type Counter, createCounter, openSharedCounters, type SharedCounters } from '@chaperone/mcp-auth'
import { env } from './env'
import { once } from './once'

/** The connection is made in the background, and again whenever it is lost. */
const sharedCounters = once('shared-counters', (): Promise<SharedCounters> | 'none' => {
  const { REDIS_URL: url } = env()
  if (!url) return 'none'
  return openSharedCounters({
    url,
    onError: (error) => console.warn('limits are counted in this process alone until Redis is back', error),
  })
})

/**
 * A limit of this app: counted together by all instances where `REDIS_URL` says so, else by each for itself. Redis
 * learns the SHA-256 of what is counted, no address and no account.
 *
 * @param name of the limit; one name has one count
 */
export function counter(name: string, perMinute: number): () => Counter {
  return once(`counter-${name}`, () => {
    const shared = sharedCounters()
    if (shared === 'none') return createCounter({ perMinute })
    const made = shared.then((counters) =>
      createCounter({ perMinute, shared: { prefix: `chaperone:${env().WEB_ORIGIN}:${name}`, counters } }),
    )
    const hidden = (text: string) => hash('sha256', text, 'base64url')
    return {
      take: async (text) => (await made).take(hidden(text)),
      giveBack: async (text) => (await made).giveBack(hidden(text)),
      forget: async (text) => (await made).forget(hidden(text)),
    }
  })
}
