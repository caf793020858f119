import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { isPinned } from './pinning.ts'
import { reportRows, reportTable } from './report.ts'
import { runBench } from './run-bench.ts'

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
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, isPinned }
const results = join(import.meta.dirname, '../results')
const name = `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}${isQuick ? '-quick' : ''}.json`
mkdirSync(results, { recursive: true })
writeFileSync(join(results, name), `${JSON.stringify({ machine, connections, ...times, rows }, null, 2)}\n`)
process.stdout.write(`\n${reportTable(rows)}\n\nbench/results/${name}\n`)
