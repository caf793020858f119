import { buildPackages, buildWebApp } from '../system/build.ts'
import { untilInterrupted } from '../system/interruption.ts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'
import type { Undo } from '../system/start-system.ts'
import { clearStateFolder, openStateFolder, stateDirectory } from '../system/state-folder.ts'
import { launcherOf } from '../system/state-lock.ts'

const HELP = `npm run demo [-- --reset]

Starts PostgreSQL, the web app and three MCP servers, with demo data. Ctrl-C stops everything.

  --reset   forget the bundled database, the secrets and the logs first; never your own PostgreSQL
  --help    this text

Environment:
  WEB_PORT, WEATHER_PORT, CALENDAR_PORT, TASKS_PORT   other ports (3000, 4001, 4002, 4003)
  DATABASE_URL          your own PostgreSQL, 15 or later, instead of the bundled one
  CHAPERONE_STATE_DIR   where database, secrets and logs live (.chaperone)
  REDIS_URL             counts calls and sign-ins in a Redis instead of in each process
  WEATHER_OFFLINE=1     never ask the live weather service
`

async function reset(directory: string): Promise<void> {
  if (launcherOf(directory)) throw new PlainError('The demo is running. Stop it with Ctrl-C, then reset.')
  const { deleteDatabase } = await import('../system/start-database.ts')
  deleteDatabase(directory)
  clearStateFolder(directory)
  process.stderr.write(`· Deleted the bundled database, the secrets and the logs of ${directory}\n`)
  if (process.env.DATABASE_URL) process.stderr.write('· The PostgreSQL in DATABASE_URL stays as it is\n')
}

function welcome({
  web,
  servers,
  stateDir,
}: {
  web: string
  servers: Record<string, string>
  stateDir: string
}): string {
  return `
Chaperone is running.

  ${servers.weather}             weather server   (API keys, user tokens)
  ${servers.calendar}             calendar server  (API keys, user tokens)
  ${servers.tasks}             tasks server     (user tokens only)

Try in the chat, and watch the wire beside it:
  find the driest afternoon this week in Lisbon and put a run into my calendar
  what should I prepare for tomorrow?
  show my projects          as Alice, then as Bob

Attack it:
  npm run -s token -- --user alice --server calendar     a token; README.md shows it to the tasks server
  npm run e2e -- --running                               the whole suite, against this system

Logs and secrets: ${stateDir}
Sign in as alice@example.com, bob@example.com or carol@example.com (administrator), password chaperone-demo.
Ctrl-C stops everything.

Open  ${web}
`
}

async function main(): Promise<void> {
  const config = { options: { help: { type: 'boolean' }, reset: { type: 'boolean' } } } as const
  const { values } = readOptions('npm run demo --', config)
  if (values.help) return void process.stdout.write(HELP)

  const directory = stateDirectory()
  const told = untilInterrupted()
  openStateFolder(directory)
  await buildPackages()
  if (values.reset) {
    // A build that fails must not have cost the data.
    await buildWebApp()
    await reset(directory)
  }

  const { startSystem, stopSystem } = await import('../system/start-system.ts')
  const { wantedPorts } = await import('../system/ports.ts')
  const undo: Undo = []
  try {
    const { description, failed } = await startSystem({
      directory,
      ports: wantedPorts(),
      ownDatabaseUrl: process.env.DATABASE_URL,
      prepare: buildWebApp,
      undo,
    })
    process.stdout.write(welcome(description))
    await Promise.race([told, failed])
  } finally {
    if (undo.length > 1) process.stderr.write('\nStopping …\n')
    await stopSystem(undo)
  }
}

await main().catch(reportError)
process.exit()
