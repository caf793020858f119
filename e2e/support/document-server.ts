import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { DocumentServer, Target } from '@chaperone/attack-suite'

interface RunningDocumentServer extends DocumentServer {
  stop(): Promise<void>
}

/** Serves documents of clients on this machine, with the certificate that the launcher made for the purpose. */
export async function startDocumentServer({ stateDir }: Target): Promise<RunningDocumentServer> {
  const [cert, key] = await Promise.all(
    ['demo-certificate.pem', 'demo-certificate-key.pem'].map((name) => readFile(join(stateDir, name))),
  )
  const answers = new Map<string, () => { status?: number; headers?: Record<string, string>; body: string }>()
  const server = createServer({ cert, key }, (request, response) => {
    const { status = 200, headers = {}, body } = answers.get(request.url ?? '')?.() ?? { status: 404, body: '' }
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    async publish(answer) {
      const path = `/${randomUUID()}.json`
      const url = `https://localhost:${port}${path}`
      let requests = 0
      answers.set(path, () => {
        requests += 1
        return answer(url)
      })
      return { url, requests: () => requests }
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
