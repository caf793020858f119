import { once } from 'node:events'
import { createServer, request as requestFrom } from 'node:http'
import type { AddressInfo } from 'node:net'

interface ProxyOptions {
  /** Resource identifier of the server behind: what it expects as `Host`. */
  resource: string
  /** Where it listens, when that is not the resource's own port. */
  port?: number
  /** An origin it allows, for requests from a page of the proxy's own. */
  allowedOrigin: string
  token(): Promise<string>
}

/**
 * A proxy on loopback that adds a token to every request, because the conformance suite cannot send one. It gives its
 * own name out as the server's, and passes every other `Host` and `Origin` on as it is. For tests alone.
 */
export async function startTokenProxy({ resource, port, allowedOrigin, token }: ProxyOptions) {
  const target = new URL(resource)
  const proxy = createServer(async (request, response) => {
    const { host, origin } = request.headers
    const headers = {
      ...request.headers,
      host: host === own ? target.host : host,
      ...(origin === `http://${own}` && { origin: allowedOrigin }),
      authorization: `Bearer ${await token()}`,
    }
    const { method, url: path } = request
    const onward = requestFrom({ host: '127.0.0.1', port: port ?? target.port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers).flushHeaders()
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const own = `localhost:${(proxy.address() as AddressInfo).port}`
  return {
    url: `http://${own}${target.pathname}`,
    async stop() {
      proxy.closeAllConnections()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}
