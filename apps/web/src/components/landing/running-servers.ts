import type { ServerName } from '@chaperone/contracts'
import { env } from '@/env'
import type { Servers } from './architecture.tsx'

export interface RunningServer {
  name: ServerName
  /** `:4001`, empty when the address has the scheme's own port. */
  port: string
  isAnswering: boolean
}

const PATIENCE_MILLISECONDS = 400

/** `:3000` of an address. */
export function portOfUrl(url: string): string {
  const { port } = new URL(url)
  return port && `:${port}`
}

async function isHealthy(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS)
  return fetch(new URL('/healthz', url), { signal, cache: 'no-store', redirect: 'error' }).then(
    (response) => response.ok,
    () => false,
  )
}

/** The three servers as they are at this moment. */
export async function runningServers(): Promise<Servers> {
  const { WEATHER_URL, CALENDAR_URL, TASKS_URL } = env()
  const [weather, calendar, tasks] = await Promise.all([
    asked('weather', WEATHER_URL),
    asked('calendar', CALENDAR_URL),
    asked('tasks', TASKS_URL),
  ])
  return { weather, calendar, tasks }
}

async function asked(name: ServerName, url: string): Promise<RunningServer> {
  return { name, port: portOfUrl(url), isAnswering: await isHealthy(url) }
}
