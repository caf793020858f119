import { alignColumns } from '../keys/align-columns.ts'
import { type Command, runDeskCommand } from '../keys/desk-command.ts'
import type { PinDesk } from '../system/pin-desk.ts'
import { reportError } from '../system/plain-error.ts'

const HELP = `npm run pins -- <command>

The tool definitions that the host accepted. A tool that changed since, or that a third party added, is blocked until
somebody has read what is different: an administrator on the page /admin, or the operator here. Works on the demo's
database, whether the demo is running or not, or on the one that DATABASE_URL_WEB names.

  list
  show             what waits, with what was accepted before
  accept <tool>    accepts what waits; the host calls it within a minute

  --json   one line of JSON instead of text
`

const NONE = 'None yet: the host accepts what it first sees.'

const commands: Record<string, Command<PinDesk, Record<never, never>>> = {
  list: {
    async run(desk) {
      const [pins, waiting] = [await desk.list(), await desk.waiting()]
      const accepted = pins.map(({ connection, tool, hash, pinnedAt }) => [
        ...[connection, tool, hash.slice(0, 12), `accepted ${pinnedAt.toISOString()}`],
      ])
      const blocked = waiting.map(({ connection, tool, hash, suspicions }) => [
        ...[connection, tool, hash.slice(0, 12), ['blocked, waits', ...suspicions].join('; ')],
      ])
      const lines = [...accepted, ...blocked]
      const head = ['connection', 'tool', 'sha256', 'state']
      return { json: { pins, waiting }, text: lines.length > 0 ? alignColumns([head, ...lines]) : NONE }
    },
  },
  show: {
    async run(desk) {
      const json = await desk.waiting()
      return { json, text: JSON.stringify(json, null, 2) }
    },
  },
  accept: {
    argument: 'the name of a tool',
    async run(desk, { argument: tool }) {
      const connections = await desk.accept(tool)
      return { json: { tool, connections }, text: `${tool} is accepted on ${connections.join(', ')}.` }
    },
  },
}

async function open(url: string): Promise<PinDesk> {
  const { openPinDesk } = await import('../system/pin-desk.ts')
  return openPinDesk(url)
}

await runDeskCommand({ name: 'pins', help: HELP, options: {}, commands, open }).catch(reportError)
