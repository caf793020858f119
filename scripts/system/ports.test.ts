import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePorts } from './free-ports.ts'
import { requireFree, wantedPorts } from './ports.ts'

test('ports come from the environment, else from the defaults; an empty variable is no variable', () => {
  expect(wantedPorts({})).toEqual({ web: 3000, weather: 4001, calendar: 4002, tasks: 4003 })
  expect(wantedPorts({ WEB_PORT: '3100', TASKS_PORT: '' })).toMatchObject({ web: 3100, tasks: 4003 })
})

test.each(['0', '65536', '3000.5', 'web', '-1'])('%s is refused as a port', (text) => {
  expect(() => wantedPorts({ WEB_PORT: text })).toThrow(`WEB_PORT=${text} is not a port`)
})

test('one port for two parts is refused', () => {
  expect(() => wantedPorts({ WEB_PORT: '4001' })).toThrow('WEB_PORT and WEATHER_PORT are both 4001')
})

test.each(['127.0.0.1', '::1'])('a port taken on %s is reported with the variable that moves it', async (host) => {
  const ports = await freePorts()
  await expect(requireFree(ports)).resolves.toBeUndefined()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen({ port: ports.calendar, host }, resolve))
  await expect(requireFree(ports)).rejects.toThrow(`Port ${ports.calendar} is taken, and the calendar server needs it`)
  await expect(requireFree(ports)).rejects.toThrow('CALENDAR_PORT=')
  await new Promise((resolve) => other.close(resolve))
})

test('one command moves all that is taken, and keeps what was moved before', async () => {
  const ports = await freePorts()
  const others = await Promise.all([ports.web, ports.tasks].map(listening))
  await expect(requireFree(ports)).rejects.toThrow(
    new RegExp(
      `WEB_PORT=\\d+ WEATHER_PORT=${ports.weather} CALENDAR_PORT=${ports.calendar} TASKS_PORT=\\d+ npm run demo`,
    ),
  )
  await Promise.all(others.map((other) => new Promise((resolve) => other.close(resolve))))
})

async function listening(port: number) {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return server
}

test('the advised port exists', async () => {
  const ports = await freePorts()
  const other = createServer()
  const port = await new Promise<number>((resolve) => {
    const listen = (wanted: number) => other.listen(wanted, '127.0.0.1', () => resolve(wanted))
    other.on('error', () => listen(65_436 + Math.floor(Math.random() * 100)))
    listen(65_500)
  })
  await expect(requireFree({ ...ports, tasks: port })).rejects.toThrow(`TASKS_PORT=${port - 100} `)
  await new Promise((resolve) => other.close(resolve))
})
