import { connect, createServer } from 'node:net'
import { defaultPorts } from '@chaperone/contracts'
import { PlainError } from './plain-error.ts'

export interface Ports {
  web: number
  weather: number
  calendar: number
  tasks: number
}

const variables = { web: 'WEB_PORT', weather: 'WEATHER_PORT', calendar: 'CALENDAR_PORT', tasks: 'TASKS_PORT' } as const
const names = Object.keys(variables) as (keyof Ports)[]

/** The ports to use, from the environment or the defaults. @throws PlainError for no port, or one port named twice */
export function wantedPorts(environment: NodeJS.ProcessEnv = process.env): Ports {
  const read = (name: keyof Ports): number => {
    const text = environment[variables[name]]
    const port = text ? Number(text) : defaultPorts[name]
    if (Number.isInteger(port) && port > 0 && port < 65_536) return port
    throw new PlainError(`${variables[name]}=${text} is not a port. Use a number from 1 to 65535.`)
  }
  const ports = { web: read('web'), weather: read('weather'), calendar: read('calendar'), tasks: read('tasks') }
  for (const name of names) {
    const twin = names.find((other) => other !== name && ports[other] === ports[name])
    if (twin) throw new PlainError(`${variables[name]} and ${variables[twin]} are both ${ports[name]}. Change one.`)
  }
  return ports
}

/** Resolves when all ports are free, on both loopback addresses. @throws PlainError that names the variable to change */
export async function requireFree(ports: Ports): Promise<void> {
  for (const name of names) {
    const port = ports[name]
    for (const address of ['127.0.0.1', '::1']) {
      if (await isFree(port, address)) continue
      throw new PlainError(
        `Port ${port} is taken, and the ${name === 'web' ? 'web app' : `${name} server`} needs it. ` +
          `Stop what uses it, or choose another: ${variables[name]}=${otherPort(port)} npm run demo`,
      )
    }
  }
}

function otherPort(port: number): number {
  return port + 100 < 65_536 ? port + 100 : port - 100
}

async function isFree(port: number, address: string): Promise<boolean> {
  // Where a program listens on every address, some systems still let another listen on one of them.
  return !(await answers(port, address)) && canListen(port, address)
}

function answers(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: address, timeout: 1_000 })
    const settle = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => settle(true))
    socket.once('timeout', () => settle(false))
    socket.once('error', () => settle(false))
  })
}

function canListen(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    // An address this machine does not have cannot be taken.
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
    )
    server.listen(port, address, () => server.close(() => resolve(true)))
  })
}
