import { alignedTable } from './aligned-table.ts'
import { median } from './median.ts'
import type { Measured } from './run-bench.ts'

export interface ReportRow {
  name: string
  /** Median of the rounds, as all that follows. Ratios are taken within a round. */
  requestsPerSecond: number
  ratioToBare: number
  ratioToTunedBare: number
  p50Milliseconds: number
  p99Milliseconds: number
  cpuMicroseconds: number | null
  /** Resident megabytes after the warm-up and after the last round. */
  memoryBefore: number
  memoryAfter: number
  /** In all rounds together. */
  requests: number
}

function medianOrNull(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : median(known)
}

export function reportRows(measured: readonly Measured[]): ReportRow[] {
  const ratioTo = (name: string, { rounds }: Measured) => {
    const base = measured.find((entry) => entry.name === name)?.rounds ?? []
    return median(
      rounds.map((round, index) => round.requestsPerSecond / (base[index]?.requestsPerSecond ?? Number.NaN)),
    )
  }
  return measured.map((entry) => ({
    name: entry.name,
    requestsPerSecond: median(entry.rounds.map((round) => round.requestsPerSecond)),
    ratioToBare: ratioTo('bare', entry),
    ratioToTunedBare: ratioTo('tuned bare', entry),
    p50Milliseconds: median(entry.rounds.map((round) => round.p50Milliseconds)),
    p99Milliseconds: median(entry.rounds.map((round) => round.p99Milliseconds)),
    cpuMicroseconds: medianOrNull(entry.rounds.map((round) => round.cpuMicroseconds)),
    memoryBefore: entry.memory.before,
    memoryAfter: entry.memory.after,
    requests: entry.rounds.reduce((sum, round) => sum + round.requests, 0),
  }))
}

/** The table for the terminal. */
export function reportTable(rows: readonly ReportRow[]): string {
  const head = ['', 'requests/s', '× bare', '× tuned bare', 'p50 ms', 'p99 ms', 'CPU µs', 'MB before', 'MB after']
  const lines = rows.map((row) => [
    row.name,
    row.requestsPerSecond.toFixed(0),
    row.ratioToBare.toFixed(2),
    row.ratioToTunedBare.toFixed(2),
    row.p50Milliseconds.toFixed(1),
    row.p99Milliseconds.toFixed(1),
    row.cpuMicroseconds?.toFixed(0) ?? '–',
    row.memoryBefore.toFixed(0),
    row.memoryAfter.toFixed(0),
  ])
  return alignedTable([head, ...lines])
}
