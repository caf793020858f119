import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startTestIssuer } from '@chaperone/mcp-server-kit/testing'
import { startBenchDatabase } from './bench-database.ts'
import { contestants } from './contestants.ts'
import type { LoadOrder, LoadResult } from './load.ts'
import { makeCalls } from './make-calls.ts'
import { keepFromServerCore } from './pinning.ts'
import type { Call } from './request-for.ts'
import { type RunningServer, startServer } from './start-server.ts'

const TOKEN_MILLISECONDS = 120_000
const LEAD_MILLISECONDS = 400

export interface BenchOptions {
  warmUpMilliseconds: number
  rounds: number
  roundMilliseconds: number
  connections: number
  /** Ends the run early, with nothing left behind. */
  signal: AbortSignal
  /** Told what is going on, for the person at the terminal. */
  say(line: string): void
}

export interface Round extends LoadResult {
  /** Processor time of the server per request, which hardly depends on what else the machine does; null where unknown. */
  cpuMicroseconds: number | null
}

export interface Measured {
  name: string
  rounds: Round[]
  /** Resident, in megabytes: after the warm-up and after the last round. */
  memory: { before: number; after: number }
}

/**
 * Runs all servers side by side and measures them in turn, round after round, so that whatever else the machine does
 * hits all of them: the shorter a round, the more alike. Each round starts with another server.
 *
 * @throws Error when any reply was not exactly the rows of its owner: then there is nothing to report
 */
export async function runBench(options: BenchOptions): Promise<Measured[]> {
  const { warmUpMilliseconds, rounds, roundMilliseconds, connections, signal, say } = options
  const database = await startBenchDatabase()
  const issuer = await startTestIssuer()
  const load = fork(join(import.meta.dirname, 'load.ts'))
  for (const pid of [database.pid, process.pid, load.pid]) if (pid) keepFromServerCore(pid)
  const servers: RunningServer[] = []

  // Tokens are used for some time, as by a client; each is still good at the end of the round that begins with it.
  const made = new Map<RunningServer, { calls: Call[]; at: number }>()
  function callsFor(server: RunningServer): Call[] {
    const known = made.get(server)
    if (known && performance.now() - known.at < TOKEN_MILLISECONDS) return known.calls
    const calls = makeCalls(server.contestant, server.url, issuer)
    made.set(server, { calls, at: performance.now() })
    return calls
  }

  async function measure(server: RunningServer, milliseconds: number): Promise<Round> {
    const { contestant, url } = server
    const order: LoadOrder = { url, calls: callsFor(server), connections, milliseconds }
    const cpuBefore = server.cpuTime()
    load.send(order)
    const [result] = (await once(load, 'message', { signal })) as [LoadResult]
    const cpuAfter = server.cpuTime()
    if (result.errors > 0)
      throw new Error(`${contestant.name}: ${result.errors} wrong replies, such as ${result.error}`)
    const isKnown = cpuBefore !== null && cpuAfter !== null
    return { ...result, cpuMicroseconds: isKnown ? ((cpuAfter - cpuBefore) * 1_000) / result.requests : null }
  }

  try {
    const measured = new Map<RunningServer, Measured>()
    for (const contestant of contestants) {
      const server = await startServer(contestant, database, issuer.url)
      servers.push(server)
      say(`warming up: ${contestant.name}`)
      await measure(server, warmUpMilliseconds)
      const memory = { before: server.memory(), after: 0 }
      measured.set(server, { name: contestant.name, rounds: [], memory })
    }
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`)
      const first = round % servers.length
      for (const server of [...servers.slice(first), ...servers.slice(0, first)]) {
        const entry = measured.get(server) as Measured
        // While the others had their turn, connections to the database were closed and code went cold.
        await measure(server, LEAD_MILLISECONDS)
        entry.rounds[round] = await measure(server, roundMilliseconds)
        entry.memory.after = server.memory()
      }
    }
    return [...measured.values()]
  } finally {
    load.kill()
    for (const server of servers) await server.stop()
    await issuer.close()
    await database.stop()
  }
}
