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
const parts = { web: 'web app', weather: 'weather server', calendar: 'calendar server', tasks: 'tasks server' } as const

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

/** Resolves when all ports are free, on both loopback addresses. @throws PlainError with the one command that works */
export async function requireFree(ports: Ports): Promise<void> {
  const others: Partial<Ports> = {}
  for (const name of names) if (!(await isFree(ports[name]))) others[name] = await freeInstead(ports[name])
  const taken = names.filter((name) => others[name])
  if (taken.length === 0) return
  const advised = { ...ports, ...others }
  const settings = names.filter((name) => advised[name] !== defaultPorts[name])
  throw new PlainError(
    `${taken.map((name) => `Port ${ports[name]} is taken, and the ${parts[name]} needs it.`).join('\n')}\n` +
      `Stop what uses ${taken.length === 1 ? 'it' : 'them'}, or choose others: ` +
      `${settings.map((name) => `${variables[name]}=${advised[name]}`).join(' ')} npm run demo`,
  )
}

const STEPS = [100, 200, 300, 1_100, -100, -200]

async function freeInstead(port: number): Promise<number> {
  const candidates = STEPS.map((step) => port + step).filter((other) => other > 0 && other < 65_536)
  for (const other of candidates) if (await isFree(other)) return other
  return candidates[0] ?? port
}

async function isFree(port: number): Promise<boolean> {
  return (await isFreeAt(port, '127.0.0.1')) && isFreeAt(port, '::1')
}

async function isFreeAt(port: number, address: string): Promise<boolean> {
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
