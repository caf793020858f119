import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { authorizationServer } from '../authorization-server/provider.ts'
import { env } from '../env.ts'

/** The authorization server on a free port, under the name of its issuer, as the web app mounts it. */
export async function serveAuthorization(): Promise<{ address: string; close(): Promise<void> }> {
  const callback = (await authorizationServer()).callback()
  const server = createServer((request, response) => {
    request.headers.host = new URL(env().WEB_ORIGIN).host
    void callback(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
