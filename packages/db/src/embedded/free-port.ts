import { createServer } from 'node:net'

/** A port of 127.0.0.1 that nobody listens on: the preferred one if it is free, else any. */
export function freePort(preferred?: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => (preferred ? resolve(freePort()) : reject(error)))
    server.listen({ port: preferred ?? 0, host: '127.0.0.1' }, () => {
      const address = server.address()
      const port = address && typeof address === 'object' ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
