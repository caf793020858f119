import { createServer } from 'node:net'
import { PlainError } from './plain-error.ts'

export interface Ports {
  web: number
  weather: number
  calendar: number
  tasks: number
}

const variables = { web: 'WEB_PORT', weather: 'WEATHER_PORT', calendar: 'CALENDAR_PORT', tasks: 'TASKS_PORT' } as const
const defaults: Ports = { web: 3000, weather: 4001, calendar: 4002, tasks: 4003 }

/** The ports to use, from the environment or design defaults. @throws PlainError for a number that is no port */
export function wantedPorts(environment: NodeJS.ProcessEnv = process.env): Ports {
  const read = (name: keyof Ports): number => {
    const text = environment[variables[name]]
    const port = text === undefined ? defaults[name] : Number(text)
    if (Number.isInteger(port) && port > 0 && port < 65_536) return port
    throw new PlainError(`${variables[name]}=${text} is not a port. Use a number from 1 to 65535.`)
  }
  return { web: read('web'), weather: read('weather'), calendar: read('calendar'), tasks: read('tasks') }
}

/** Resolves when all ports are free, on both loopback addresses. @throws PlainError that names the variable to change */
export async function requireFree(ports: Ports): Promise<void> {
  for (const [name, port] of Object.entries(ports) as [keyof Ports, number][]) {
    for (const address of ['127.0.0.1', '::1']) {
      if (await isFree(port, address)) continue
      throw new PlainError(
        `Port ${port} is taken, and the ${name === 'web' ? 'web app' : `${name} server`} needs it. ` +
          `Stop what uses it, or choose another: ${variables[name]}=${port + 100} npm run demo`,
      )
    }
  }
}

/** Four ports that are free now. */
export async function freePorts(): Promise<Ports> {
  const [web = 0, weather = 0, calendar = 0, tasks = 0] = await Promise.all([0, 0, 0, 0].map(() => freePort()))
  return { web, weather, calendar, tasks }
}

function isFree(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    // An address this machine does not have cannot be taken.
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
    )
    server.listen(port, address, () => server.close(() => resolve(true)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
