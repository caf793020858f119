import type { ServerName } from '@chaperone/contracts'
import { interruption } from '../system/interruption.ts'
import type { Caller } from './caller.ts'
import type { Ledger } from './ledger.ts'
import { work } from './work.ts'

/** The run ends here, whatever is left. */
const MAX_MILLISECONDS = 30 * 60_000

interface Order {
  callers: readonly Caller[]
  ledger: Ledger
  addresses: Record<ServerName, string>
  requests: number
  kills: readonly ServerName[]
  /** Resolves when the server answers again. */
  kill(name: ServerName): Promise<void>
}

/**
 * Has all callers work until that many requests are answered, and kills one server after the other on the way. Tells how far
 * it is every tenth. Resolves with the number of servers killed.
 */
export async function sendAll({ callers, ledger, addresses, requests, kills, kill }: Order): Promise<number> {
  const told = interruption()
  const startedAt = performance.now()
  const restarts: Promise<void>[] = []
  let isRestarting = false
  let tenths = 0

  async function killNext(name: ServerName): Promise<void> {
    isRestarting = true
    await kill(name)
    isRestarting = false
  }

  function goesOn(): boolean {
    const elapsed = performance.now() - startedAt
    const answered = ledger.requests - ledger.unanswered
    if (answered >= requests || told.aborted || elapsed > MAX_MILLISECONDS) return false
    const due = Math.floor((answered / requests) * (kills.length + 1))
    const name = kills[restarts.length]
    if (due > restarts.length && name && !isRestarting) {
      const restart = killNext(name)
      restart.catch(() => {}) // told at the end, when all callers are done
      restarts.push(restart)
    }
    const tenth = Math.floor((answered / requests) * 10)
    if (tenth > tenths) {
      tenths = tenth
      const rate = Math.round((answered / elapsed) * 1_000)
      process.stderr.write(`· ${answered} of ${requests} requests answered, ${rate}/s, ${restarts.length} kills\n`)
    }
    return true
  }

  await Promise.all(callers.map((caller) => work({ caller, ledger, servers: addresses, goesOn })))
  await Promise.all(restarts)
  told.throwIfAborted()
  return restarts.length
}
