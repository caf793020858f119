import type { SoakResult } from '../soak/run-soak.ts'
import { buildAll } from '../system/build.ts'
import { interruption } from '../system/interruption.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'

const HELP = `npm run soak [-- --requests 100000]

64 callers at once, mixed tools, on the real servers and a throw-away PostgreSQL, while one server after the other is
killed and started again. Fails when a caller sees a row of another, or when a write that was acknowledged is not there.
`

function readRequests(): number | null {
  const options = {
    requests: { type: 'string', default: '100000' },
    help: { type: 'boolean', default: false },
  } as const
  const { values } = readOptions('npm run soak --', { options })
  if (values.help) return null
  const requests = Number(values.requests)
  if (Number.isInteger(requests) && requests >= 100) return requests
  throw new PlainError('--requests takes a whole number from 100 on.')
}

/** Share of the requests. A machine too slow for this many callers fails some; it must not lose what it acknowledged. */
const MAX_FAILURES = 0.05

/** One line, and below it the first of what should not have happened. */
function report({ ledger, killed, lost, seconds }: SoakResult): string {
  const { requests, unanswered, probes, acknowledgedWrites, foreign, failures } = ledger
  const isProven = acknowledgedWrites > 0 && probes > 0 && killed > 0
  const isGood = isProven && foreign.length + lost.length === 0 && failures.length <= requests * MAX_FAILURES
  if (!isGood) process.exitCode = 1
  const line =
    `${isGood ? '✓' : '✗'} soak: ${requests - unanswered} requests of 64 callers in ${seconds.toFixed(0)} s, ${killed} servers killed: ` +
    `${foreign.length} foreign rows (${probes} attempts by id), ${lost.length} lost of ${acknowledgedWrites} acknowledged writes, ` +
    `${failures.length} failures, ${unanswered} more unanswered`
  return [line, ...[...foreign, ...lost, ...failures].slice(0, 10).map((text) => `    ${text}`)].join('\n')
}

async function main(): Promise<void> {
  const requests = readRequests()
  if (requests === null) return void process.stdout.write(HELP)
  interruption()
  await buildAll()
  const { runSoak } = await import('../soak/run-soak.ts')
  const { stopSystem } = await import('../system/start-system.ts')
  const { throwAwayFolder } = await import('../system/throw-away-folder.ts')
  const { directory, undo } = throwAwayFolder('soak')
  try {
    process.stdout.write(`\n${report(await runSoak({ requests, directory, undo }))}\n`)
  } finally {
    await stopSystem(undo)
  }
}

await main().catch(reportError)
process.exit()
