import { Overloaded } from '@chaperone/contracts'

interface Owner {
  running: number
  /** What begins each that waits, the first first. */
  waiting: Set<() => void>
}

/** Runs work for an owner when it is their turn. @throws Overloaded */
export type OwnerTurns = <T>(ownerId: string, work: () => Promise<T>) => Promise<T>

/**
 * Lets so many pieces of one owner's work run at a time. Further ones wait their turn, for as long as anybody waits for
 * a connection: whoever holds more places at a server than it has connections then keeps only themselves waiting.
 */
export function createOwnerTurns({
  atOnce,
  patienceMilliseconds,
}: {
  atOnce: number
  patienceMilliseconds: number
}): OwnerTurns {
  const owners = new Map<string, Owner>()

  async function begin(owner: Owner): Promise<void> {
    if (owner.running < atOnce) {
      owner.running += 1
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const giveUp = setTimeout(() => {
      owner.waiting.delete(resolve)
      reject(new Overloaded('the owner’s other work did not end in time'))
    }, patienceMilliseconds)
    owner.waiting.add(resolve)
    await promise.finally(() => clearTimeout(giveUp))
  }

  /** A turn that ends is the next one's. */
  function end(ownerId: string, owner: Owner): void {
    const [next] = owner.waiting
    if (next) {
      owner.waiting.delete(next)
      next()
      return
    }
    owner.running -= 1
    if (owner.running === 0) owners.delete(ownerId)
  }

  return async (ownerId, work) => {
    const owner = owners.get(ownerId) ?? { running: 0, waiting: new Set() }
    owners.set(ownerId, owner)
    await begin(owner)
    try {
      return await work()
    } finally {
      end(ownerId, owner)
    }
  }
}
