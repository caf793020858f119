import { join } from 'node:path'
import { MCP_PATH, type ServerName, serverNames } from '@chaperone/contracts'
import { type DatabaseRole, roleUrl } from '@chaperone/db/setup'
import { entryOf } from './build.ts'
import type { Ports } from './ports.ts'
import type { ProcessPlan } from './processes.ts'
import { ROOT } from './root.ts'
import type { Secrets } from './secrets.ts'

/** Three demo people send everything that the attack suite sends, many times what people do. */
const CALLS_PER_MINUTE_HERE = 600

export interface Addresses {
  web: string
  servers: Record<ServerName, string>
}

export function addressesFor(ports: Ports): Addresses {
  const server = (port: number) => `http://localhost:${port}${MCP_PATH}`
  return {
    web: `http://localhost:${ports.web}`,
    servers: { weather: server(ports.weather), calendar: server(ports.calendar), tasks: server(ports.tasks) },
  }
}

interface PlanOptions {
  ports: Ports
  secrets: Secrets
  /** File with the certificate of clients on this machine, for the web app. */
  certificateFile?: string
  /** Address of the database, for the administrator. */
  administratorUrl: string
}

/** A variable of the launcher that a process gets too, when it is set. */
function passedOn(name: string): Record<string, string> {
  const value = process.env[name]
  return value ? { [name]: value } : {}
}

/** What one may try with the demo as well. See docs/operations.md. */
const OF_THE_WEB_APP = [
  ...['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME'],
  ...['IDENTITY_PROVIDERS', 'DYNAMIC_REGISTRATION', 'REDIS_URL'],
  ...['HOST_CLIENT_JWKS', 'HOST_TOKENS', 'HOST_CLIENT_KEY', 'TOKEN_ADDRESS'],
  ...['WEATHER_ADDRESS', 'CALENDAR_ADDRESS', 'TASKS_ADDRESS'],
  ...['PLANNER', 'PLANNER_BASE_URL', 'PLANNER_API_KEY'],
  ...['ANTHROPIC_API_KEY', 'OPENAI_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY'],
]

/** The four processes of the system. Each gets its own database role and its own secrets, and nothing of the others. */
export function processPlans({ ports, secrets, certificateFile, administratorUrl }: PlanOptions): ProcessPlan[] {
  const addresses = addressesFor(ports)
  const database = (role: DatabaseRole) => roleUrl(administratorUrl, role, secrets.databasePasswords[role])
  const servers = serverNames.map((name): ProcessPlan => {
    const directory = join(ROOT, 'packages', `${name}-server`)
    return {
      name: `${name}-server`,
      script: join(directory, 'dist/main.js'),
      args: [],
      cwd: directory,
      environment: {
        RESOURCE_URL: addresses.servers[name],
        PORT: String(ports[name]),
        BIND_ADDRESS: '127.0.0.1',
        DATABASE_URL: database(name),
        AUTH_ISSUER: addresses.web,
        JWKS_URL: `${addresses.web}/oauth/jwks`,
        ALLOWED_ORIGINS: addresses.web,
        CALLS_PER_MINUTE: process.env.CALLS_PER_MINUTE ?? String(CALLS_PER_MINUTE_HERE),
        REQUEST_STATE_SECRET: secrets.requestStateSecrets[name],
        ...passedOn('OTEL_EXPORTER_OTLP_ENDPOINT'),
        ...passedOn('REDIS_URL'),
        ...(name === 'weather' ? passedOn('WEATHER_OFFLINE') : {}),
      },
      readyUrl: `http://localhost:${ports[name]}/readyz`,
    }
  })
  const web: ProcessPlan = {
    name: 'web',
    script: entryOf('next/dist/bin/next', 'apps/web'),
    args: ['start', '-p', String(ports.web), '-H', '127.0.0.1'],
    cwd: join(ROOT, 'apps/web'),
    environment: {
      WEB_ORIGIN: addresses.web,
      NEXTAUTH_URL: addresses.web,
      DATABASE_URL: database('web'),
      SESSION_SECRET: secrets.sessionSecret,
      MASTER_KEY: secrets.masterKey,
      WEATHER_URL: addresses.servers.weather,
      CALENDAR_URL: addresses.servers.calendar,
      TASKS_URL: addresses.servers.tasks,
      WEATHER_API_KEY: secrets.apiKeys.weather,
      TEAM_CALENDAR_API_KEY: secrets.apiKeys.teamCalendar,
      DEMO_MODE: '1',
      PRIVATE_CLIENT_HOSTS: 'localhost',
      REMOTE_SERVER_HOSTS: process.env.REMOTE_SERVER_HOSTS ?? 'localhost',
      ...(certificateFile && { NODE_EXTRA_CA_CERTS: certificateFile }),
      NEXT_TELEMETRY_DISABLED: '1',
      ...passedOn('OTEL_EXPORTER_OTLP_ENDPOINT'),
      ...Object.assign({}, ...OF_THE_WEB_APP.map(passedOn)),
    },
    readyUrl: `${addresses.web}/api/health`,
  }
  return [web, ...servers]
}
