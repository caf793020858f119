import { setTimeout as pause } from 'node:timers/promises'
import type { Principal } from '@chaperone/mcp-host'
import type { Contender } from './contenders.ts'

export interface HostRound {
  turns: number
  turnsPerSecond: number
  p50Milliseconds: number
  p95Milliseconds: number
  /** Processor time of this process per turn: what the turn costs whoever makes it, without servers and database. */
  cpuMilliseconds: number
}

export interface Level {
  name: string
  /** People, each with one turn at a time. */
  concurrent: number
  /** From the start of one turn of a person to the start of the next; 0: as soon as the last has ended. */
  everyMilliseconds: number
}

interface Load extends Level {
  people: readonly Principal[]
  milliseconds: number
  signal: AbortSignal
}

/** Lets people take turns for as long as told. @throws Error of the first wrong answer */
export async function measure({ turn }: Contender, load: Load): Promise<HostRound> {
  const latencies: number[] = []
  const startedAt = performance.now()
  const until = startedAt + load.milliseconds
  const cpuBefore = process.cpuUsage()
  await Promise.all(
    load.people.slice(0, load.concurrent).map(async (person, number) => {
      // Evenly over the interval, as people do not start together.
      let next = startedAt + (number * load.everyMilliseconds) / load.concurrent
      while (Math.max(next, performance.now()) < until) {
        await pause(Math.max(0, next - performance.now()), undefined, { signal: load.signal })
        next += load.everyMilliseconds
        const sentAt = performance.now()
        await turn(person)
        latencies.push(performance.now() - sentAt)
      }
    }),
  )
  const seconds = (performance.now() - startedAt) / 1_000
  const cpu = process.cpuUsage(cpuBefore)
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN
  return {
    turns: latencies.length,
    turnsPerSecond: latencies.length / seconds,
    p50Milliseconds: at(0.5),
    p95Milliseconds: at(0.95),
    cpuMilliseconds: (cpu.user + cpu.system) / 1_000 / latencies.length,
  }
}
