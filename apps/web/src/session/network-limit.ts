import { counter } from '../counter'
import { networksOf } from './network-of'

/**
 * What a /64, a /56 and a /48 may do, in shares of one network. Whoever holds a whole /48 has 65,536 networks and gets
 * sixteen shares; neighbours who share one do not use up each other's.
 */
const SHARES = [1, 4, 16]

/** How often a minute something may be done from one network, and from the wider ones around it. */
export interface NetworkLimit {
  /** Counts once. False: the network of this address, or a wider one around it, has used up its share. */
  take(address: string, about?: string): Promise<boolean>
  /** Takes one count back. */
  giveBack(address: string, about?: string): Promise<void>
  /** Forgets all counts of the network itself, and one of those around it. */
  forget(address: string, about?: string): Promise<void>
}

/**
 * A limit for strangers.
 *
 * @param perMinute of one network: an IPv4 address or an IPv6 /64
 * @param shares of the wider ones, where all of them together may do less than sixteen do elsewhere
 */
export function networkLimit(name: string, perMinute: number, shares = SHARES): () => NetworkLimit {
  const counters = shares.map((share) => counter(`${name}-${share}`, perMinute * share))

  function around(address: string, about: string) {
    return networksOf(address).flatMap((network, index) => {
      const count = counters[index]
      return count ? { count: count(), key: JSON.stringify([network, about]) } : []
    })
  }

  return () => ({
    async take(address, about = '') {
      // The narrowest first: what it tries beyond its own share does not count for its neighbours.
      for (const { count, key } of around(address, about)) {
        if (!(await count.take(key)).isAllowed) return false
      }
      return true
    },
    async giveBack(address, about = '') {
      for (const { count, key } of around(address, about)) await count.giveBack(key)
    },
    async forget(address, about = '') {
      const [own, ...wider] = around(address, about)
      await own?.count.forget(own.key)
      for (const { count, key } of wider) await count.giveBack(key)
    },
  })
}
