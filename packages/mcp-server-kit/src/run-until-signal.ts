import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Logger } from 'pino'
import { sendJson } from './send-json.ts'

const DRAIN_MILLISECONDS = 10_000
const REQUEST_MILLISECONDS = 30_000
/** Without a byte in either direction. Longer than any call takes, and than a stream is silent. */
const SILENCE_MILLISECONDS = 60_000

interface RunOptions {
  /** Ends when all work of the request has, also where nobody waits for its answer. Never rejects. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  port: number
  bindAddress: string
  logger: Logger
  /** Runs after the last request. */
  close(): Promise<void>
}

/**
 * Listens until SIGTERM or SIGINT. From then on new requests get 503 and calls in flight finish, for at most ten
 * seconds; then runs `close` and returns. A connection has one request at a time and is closed when it is silent, so
 * that nobody makes answers that nobody reads.
 *
 * @throws Error when the address cannot be bound
 */
export async function runUntilSignal({ answer, port, bindAddress, logger, close }: RunOptions): Promise<void> {
  const inFlight = new Set<IncomingMessage>()
  const busy = new Set<Socket>()
  const drained = Promise.withResolvers<void>()
  let isStopping = false

  const server = createServer((request, response) => {
    if (isStopping) return refuse(response)
    const { socket } = request
    // Clients that pipeline, which is none of today's, ask again. RFC 9112 §9.3.2.
    if (busy.has(socket)) return void socket.destroy()
    busy.add(socket)
    inFlight.add(request)
    const closed = new Promise<void>((resolve) => {
      response.once('close', () => {
        busy.delete(socket)
        resolve()
      })
    })
    void Promise.all([answer(request, response), closed]).then(() => {
      inFlight.delete(request)
      if (isStopping && inFlight.size === 0) drained.resolve()
    })
  })
  server.requestTimeout = REQUEST_MILLISECONDS
  server.timeout = SILENCE_MILLISECONDS
  server.listen(port, bindAddress)
  await once(server, 'listening')
  logger.info({ port, bindAddress }, 'listening')

  const signal = await new Promise<string>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  logger.info({ signal, inFlight: inFlight.size }, 'stopping')
  isStopping = true
  if (inFlight.size === 0) drained.resolve()
  const deadline = setTimeout(drained.resolve, DRAIN_MILLISECONDS)
  await drained.promise
  clearTimeout(deadline)

  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
  await close()
  logger.info('stopped')
}

/** @see RFC 9110 §15.6.4 */
function refuse(response: ServerResponse): void {
  response.setHeader('Connection', 'close')
  response.setHeader('Retry-After', '1')
  sendJson(response, 503, { error: 'temporarily_unavailable', error_description: 'This server is being stopped.' })
}
