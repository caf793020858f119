import { PlainError, reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'
import { stateDirectory } from '../system/state-folder.ts'

const HELP = `npm run pins -- <command>

The tool definitions that the host accepted. A tool that changed since is blocked until its pin is renewed: read what
changed first. Works on the demo's database, whether the demo is running or not.

  list
  renew <tool>     forgets the accepted definition; the host accepts the one it sees next, within a minute
`

async function main(): Promise<void> {
  const { values, positionals } = readOptions('npm run pins --', {
    options: { help: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [command, tool] = positionals
  if (values.help || !command) return void process.stdout.write(HELP)
  if (command !== 'list' && !(command === 'renew' && tool))
    throw new PlainError('npm run pins -- list, or npm run pins -- renew <tool>. --help explains both.')

  const { openPinDesk } = await import('../system/pin-desk.ts')
  const { withDemoDatabase } = await import('../system/demo-database.ts')
  await withDemoDatabase(stateDirectory(), async (url) => {
    const desk = openPinDesk(url)
    try {
      if (command === 'renew' && tool) {
        const connections = await desk.renew(tool)
        process.stdout.write(`${tool}: the next definition seen on ${connections.join(', ')} is accepted.\n`)
        return
      }
      for (const { connection, tool: name, hash, pinnedAt } of await desk.list())
        process.stdout.write(
          `${connection.padEnd(13)}  ${name.padEnd(26)}  ${hash.slice(0, 12)}  ${pinnedAt.toISOString()}\n`,
        )
    } finally {
      await desk.close()
    }
  })
}

await main().catch(reportError)
process.exit()
