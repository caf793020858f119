import { alignedTable } from '../aligned-table.ts'
import { median } from '../median.ts'
import type { HostBench } from './run-host-bench.ts'

export interface HostRow {
  level: string
  name: string
  /** Medians of the rounds. */
  turnsPerSecond: number
  p50Milliseconds: number
  p95Milliseconds: number
  /** What the host's turn took longer than this one: differences within a round, and the median of them. */
  addedP50Milliseconds: number
  addedP95Milliseconds: number
  cpuMilliseconds: number
  turns: number
}

export function hostRows({ levels }: HostBench): HostRow[] {
  return levels.flatMap(({ level, contenders }) => {
    const host = contenders.at(-1)?.rounds ?? []
    return contenders.map(({ name, rounds }) => {
      const added = (key: 'p50Milliseconds' | 'p95Milliseconds') =>
        median(rounds.map((round, index) => (host[index]?.[key] ?? Number.NaN) - round[key]))
      return {
        level,
        name,
        turnsPerSecond: median(rounds.map((round) => round.turnsPerSecond)),
        p50Milliseconds: median(rounds.map((round) => round.p50Milliseconds)),
        p95Milliseconds: median(rounds.map((round) => round.p95Milliseconds)),
        addedP50Milliseconds: added('p50Milliseconds'),
        addedP95Milliseconds: added('p95Milliseconds'),
        cpuMilliseconds: median(rounds.map((round) => round.cpuMilliseconds)),
        turns: rounds.reduce((sum, { turns }) => sum + turns, 0),
      }
    })
  })
}

/** The table for the terminal. */
export function hostTable(rows: readonly HostRow[]): string {
  const head = ['', 'turns/s', 'p50 ms', 'p95 ms', 'host: + p50 ms', 'host: + p95 ms', 'CPU ms']
  const lines = rows.map((row) => [
    `${row.level}: ${row.name}`,
    row.turnsPerSecond.toFixed(0),
    row.p50Milliseconds.toFixed(1),
    row.p95Milliseconds.toFixed(1),
    row.addedP50Milliseconds.toFixed(1),
    row.addedP95Milliseconds.toFixed(1),
    row.cpuMilliseconds.toFixed(1),
  ])
  return alignedTable([head, ...lines])
}
