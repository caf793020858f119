import { existsSync, readFileSync } from 'node:fs'
import { PlainError, reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'

const HELP = `npm run audit:verify [-- --heads before.json]

Reads the whole audit and computes the chain of each writer anew: a row that was changed, removed or slipped in since it
was written does not fit. What was written together has one link, so there are fewer links than rows. Exits with 1 when
anything is found. Works on the database in DATABASE_URL, or the demo's, running or not.

  --json    one line of JSON; keep its heads where nobody who can write the database can change them
  --heads   that line from before: finds an end that was cut off and a chain that was computed anew
`

async function main(): Promise<void> {
  const { values } = readOptions('npm run audit:verify --', {
    options: {
      heads: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(HELP)
  const before = values.heads === undefined ? [] : headsIn(values.heads)

  const { verifyAudit } = await import('../system/verify-audit.ts')
  const report = await verifyAudit(before)
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`)
  else {
    for (const { writer, position, hash } of report.heads) {
      process.stdout.write(
        `${writer.padEnd(20)} ${String(position).padStart(8)} links, the last ${hash.slice(0, 16)}…\n`,
      )
    }
    for (const { writer, position, what, sequences } of report.problems) {
      const rows = sequences.length > 0 ? `, of rows ${sequences.slice(0, 10).join(', ')}` : ''
      process.stdout.write(`✗ ${writer}, link ${position}: ${what}${rows}\n`)
    }
    const verdict = report.problems.length === 0 ? 'all as they were written' : `${report.problems.length} problems`
    process.stdout.write(`${report.rows} rows, ${verdict}.\n`)
  }
  if (report.problems.length > 0) process.exitCode = 1
}

type Heads = import('@chaperone/db/setup').ChainHead[]

/** @throws PlainError when the file is not what `--json` printed */
function headsIn(file: string): Heads {
  if (!existsSync(file)) throw new PlainError(`There is no file ${file}.`)
  try {
    const { heads } = JSON.parse(readFileSync(file, 'utf8')) as { heads: Heads }
    if (heads.every(({ writer, position, hash }) => writer && position >= 0 && hash)) return heads
  } catch {
    // Said below.
  }
  throw new PlainError(`${file} holds no heads: keep what npm run -s audit:verify -- --json prints.`)
}

await main().catch(reportError)
