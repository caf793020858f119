import { writeResults } from '../write-results.ts'
import { hostRows, hostTable } from './report-host.ts'
import { runHostBench } from './run-host-bench.ts'

// Started by `npm run bench -- --host`.

const isQuick = process.argv.includes('--quick')
const times = isQuick
  ? { warmUpMilliseconds: 1_000, rounds: 3, roundMilliseconds: 1_000, brokerHits: 2_000 }
  : { warmUpMilliseconds: 8_000, rounds: 21, roundMilliseconds: 1_500, brokerHits: 20_000 }

const interruption = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort())
const say = (line: string) => process.stderr.write(`· ${line}\n`)

const found = await runHostBench({ ...times, say, signal: interruption.signal })
const rows = hostRows(found)
const { brokerHitMicroseconds } = found
const file = writeResults(isQuick ? 'host-quick' : 'host', { ...times, brokerHitMicroseconds, rows })
const hit = `A credential that the broker has: ${brokerHitMicroseconds.toFixed(0)} µs`
process.stdout.write(`\n${hostTable(rows)}\n\n${hit}\n\n${file}\n`)
