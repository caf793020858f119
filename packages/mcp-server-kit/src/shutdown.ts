import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Logger } from 'pino'

const DRAIN_MILLISECONDS = 10_000

interface RunOptions {
  server: Server
  port: number
  bindAddress: string
  logger: Logger
  close(): Promise<void>
}

/**
 * Listens until SIGTERM or SIGINT; then takes no new connection, lets calls in flight finish for at most ten
 * seconds, runs `close`, and returns.
 *
 * @throws Error when the address cannot be bound
 */
export async function runUntilSignal({ server, port, bindAddress, logger, close }: RunOptions): Promise<void> {
  server.listen(port, bindAddress)
  await once(server, 'listening')
  logger.info({ port, bindAddress }, 'listening')

  const signal = await new Promise<string>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  logger.info({ signal }, 'stopping')
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MILLISECONDS)
  await closed
  clearTimeout(deadline)
  await close()
  logger.info('stopped')
}
