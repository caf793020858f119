import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newApiKey } from '../packages/contracts/src/api-key.ts'

// `node deploy/make-secrets.ts [folder]`: one environment file per container of docker-compose.yml, each with only the
// secrets that this container needs. Uses nothing that must be installed first. Never overwrites.

const directory = process.argv[2] ?? join(import.meta.dirname, '../.chaperone/compose')

function password(): string {
  return randomBytes(24).toString('base64url')
}

const administrator = password()
const passwords = { web: password(), weather: password(), calendar: password(), tasks: password() }
const apiKeys = { WEATHER_API_KEY: (await newApiKey()).key, TEAM_CALENDAR_API_KEY: (await newApiKey()).key }

function databaseUrl(user: string, secret: string): string {
  return `postgresql://${user}:${secret}@database:5432/chaperone`
}

function serverSecrets(user: string, secret: string): Record<string, string> {
  return { DATABASE_URL: databaseUrl(user, secret), REQUEST_STATE_SECRET: password() }
}

const files: Record<string, Record<string, string>> = {
  database: { POSTGRES_PASSWORD: administrator },
  setup: {
    ADMINISTRATOR_URL: databaseUrl('chaperone_admin', administrator),
    WEB_PASSWORD: passwords.web,
    WEATHER_PASSWORD: passwords.weather,
    CALENDAR_PASSWORD: passwords.calendar,
    TASKS_PASSWORD: passwords.tasks,
    ...apiKeys,
  },
  web: {
    DATABASE_URL: databaseUrl('chaperone_web', passwords.web),
    SESSION_SECRET: password(),
    MASTER_KEY: password(),
    ...apiKeys,
  },
  weather: serverSecrets('chaperone_weather', passwords.weather),
  calendar: serverSecrets('chaperone_calendar', passwords.calendar),
  tasks: serverSecrets('chaperone_tasks', passwords.tasks),
}

mkdirSync(directory, { recursive: true, mode: 0o700 })
try {
  for (const [name, variables] of Object.entries(files)) {
    // Single quotes: Compose takes the value as it is. No value contains one.
    const text = Object.entries(variables).map(([variable, value]) => `${variable}='${value}'\n`)
    writeFileSync(join(directory, `${name}.env`), text.join(''), { mode: 0o600, flag: 'wx' })
  }
  console.log(`Secrets are in ${directory}. Next: docker compose up --build --detach`)
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  console.error(`There are secrets in ${directory} already, and a database may depend on them. Nothing was changed.`)
  process.exitCode = 1
}
