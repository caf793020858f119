import { isPinned } from './pinning.ts'
import { reportRows, reportTable } from './report.ts'
import { runBench } from './run-bench.ts'
import { writeResults } from './write-results.ts'

// Started by `npm run bench`.

const isQuick = process.argv.includes('--quick')
const times = isQuick
  ? { warmUpMilliseconds: 2_000, rounds: 5, roundMilliseconds: 1_000 }
  : { warmUpMilliseconds: 20_000, rounds: 25, roundMilliseconds: 1_000 }
const connections = 10

const interruption = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort())
const say = (line: string) => process.stderr.write(`· ${line}\n`)

const rows = reportRows(await runBench({ ...times, connections, say, signal: interruption.signal }))
const file = writeResults(isQuick ? 'quick' : '', { isPinned, connections, ...times, rows })
process.stdout.write(`\n${reportTable(rows)}\n\n${file}\n`)
