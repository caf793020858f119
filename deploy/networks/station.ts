// One container's network without the container. Run in a network namespace of its own, it listens on every address it
// is given, and tries to reach others when told to.
import { writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { runIp } from './run-ip.ts'
import type { Answer, Order } from './start-station.ts'

const PORT = 4000

/** A connection within one machine takes less than a millisecond: what has no answer by then gets none. */
const SILENCE_MILLISECONDS = 400

function reach(address: string): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: PORT, timeout: SILENCE_MILLISECONDS })
    const end = (answer: Answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end('connected'))
    socket.once('timeout', () => end('silence'))
    socket.once('error', ({ code }: NodeJS.ErrnoException) => end(code ?? 'error'))
  })
}

async function obey(order: Order): Promise<Answer> {
  if ('reach' in order) return reach(order.reach)
  if ('ip' in order) runIp(order.ip)
  else writeFileSync('/proc/sys/net/ipv4/ip_forward', order.mayForward ? '1' : '0')
  return 'done'
}

const server = createServer((socket) => void socket.on('error', () => {}).end())
server.listen(PORT, '0.0.0.0', () => process.send?.('ready'))
process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.(String(error)),
  )
})
process.on('disconnect', () => process.exit())
