import { alignColumns } from '../keys/align-columns.ts'
import { type Command, runDeskCommand } from '../keys/desk-command.ts'
import type { PinDesk } from '../system/pin-desk.ts'
import { reportError } from '../system/plain-error.ts'

const HELP = `npm run pins -- <command>

The tool definitions that the host accepted. A tool that changed since, or that a third party added, is blocked until
somebody has read what is different: an administrator on the page /admin, or the operator here. Works on the demo's
database, whether the demo is running or not, or on the one that DATABASE_URL_WEB names.

  list
  show               what waits, with what was accepted before; other characters than ASCII as \\u escapes
  accept <sha256>    accepts the definition that show printed with this hash; the host calls it within a minute

  --json   one line of JSON instead of text
`

const NONE = 'None yet: the host accepts what it first sees.'

/** The same JSON with nothing in it that a terminal hides, reorders or obeys. */
function inAscii(json: string): string {
  return json.replace(/[^\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const commands: Record<string, Command<PinDesk, Record<never, never>>> = {
  list: {
    async run(desk) {
      const [pins, waiting] = [await desk.list(), await desk.waiting()]
      const accepted = pins.map(({ connection, tool, hash, pinnedAt }) => [
        ...[connection, tool, hash, `accepted ${pinnedAt.toISOString()}`],
      ])
      const blocked = waiting.map(({ connection, tool, hash, suspicions }) => [
        ...[connection, tool, hash, ['blocked, waits', ...suspicions].join('; ')],
      ])
      const lines = [...accepted, ...blocked]
      const head = ['connection', 'tool', 'sha256', 'state']
      return { json: { pins, waiting }, text: lines.length > 0 ? alignColumns([head, ...lines]) : NONE }
    },
  },
  show: {
    async run(desk) {
      const json = await desk.waiting()
      return { json, text: json.length > 0 ? inAscii(JSON.stringify(json, null, 2)) : 'Nothing waits.' }
    },
  },
  accept: {
    argument: 'the SHA-256 of a definition, as show prints it',
    async run(desk, { argument: hash }) {
      const accepted = await desk.accept(hash)
      const text = accepted.map(({ connection, tool }) => `${tool} is accepted on ${connection}.`).join('\n')
      return { json: { hash, accepted }, text }
    },
  },
}

async function open(url: string): Promise<PinDesk> {
  const { openPinDesk } = await import('../system/pin-desk.ts')
  return openPinDesk(url)
}

await runDeskCommand({ name: 'pins', help: HELP, options: {}, commands, open }).catch(reportError)
