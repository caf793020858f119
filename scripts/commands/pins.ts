import { alignColumns } from '../keys/align-columns.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'

const HELP = `npm run pins -- <command>

The tool definitions that the host accepted. A tool that changed since, or that a third party added, is blocked until
somebody has read what is different: an administrator on the page /admin, or the operator here. Works on the demo's
database, whether the demo is running or not.

  list
  show             what waits, with what was accepted before
  accept <tool>    accepts what waits; the host calls it within a minute

  --json   one line of JSON instead of text
`

async function main(): Promise<void> {
  const { values, positionals } = readOptions('npm run pins --', {
    options: { help: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [command, tool] = positionals
  if (values.help || !command) return void process.stdout.write(HELP)
  const isKnown = command === 'list' || command === 'show' || (command === 'accept' && tool)
  if (!isKnown) throw new PlainError('npm run pins -- list, show, or accept <tool>. --help explains them.')

  const { answerWithDesk } = await import('../keys/answer-with-desk.ts')
  const { openPinDesk: open } = await import('../system/pin-desk.ts')
  await answerWithDesk({
    open,
    isJson: values.json,
    async work(desk) {
      if (command === 'accept') {
        const connections = await desk.accept(tool ?? '')
        return { json: { tool, connections }, text: `${tool} is accepted on ${connections.join(', ')}.` }
      }
      const waiting = await desk.waiting()
      if (command === 'show') return { json: waiting, text: JSON.stringify(waiting, null, 2) }
      const pins = await desk.list()
      return { json: { pins, waiting }, text: asText(pins, waiting) }
    },
  })
}

type Desk = import('../system/pin-desk.ts').PinDesk

function asText(pins: Awaited<ReturnType<Desk['list']>>, waiting: Awaited<ReturnType<Desk['waiting']>>): string {
  if (pins.length === 0 && waiting.length === 0) return 'None yet: the host accepts what it first sees.'
  const accepted = pins.map(({ connection, tool, hash, pinnedAt }) => [
    connection,
    tool,
    hash.slice(0, 12),
    `accepted ${pinnedAt.toISOString()}`,
  ])
  const blocked = waiting.map(({ connection, tool, hash, suspicions }) => [
    connection,
    tool,
    hash.slice(0, 12),
    ['blocked, waits', ...suspicions].join('; '),
  ])
  return alignColumns([['connection', 'tool', 'sha256', 'state'], ...accepted, ...blocked])
}

await main().catch(reportError)
