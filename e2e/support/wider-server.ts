import { createServer, request as openRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt } from 'jose'

interface Demand {
  tool: string
  /** What a call of it must carry beside the tool's own scope. */
  scope: string
}

/** Stands before a server and refuses calls of one tool that do not carry a further scope, as the server itself could. */
export async function startWiderServer(resource: string, { tool, scope }: Demand) {
  const proxy = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const [, token = ''] = incoming.headers.authorization?.split(' ') ?? []
    const granted = String(decodeJwt(token).scope)
    if (body.toString().includes(`"name":"${tool}"`) && !granted.split(' ').includes(scope)) {
      const challenge = `Bearer error="insufficient_scope", scope="${granted} ${scope}"`
      outgoing.writeHead(403, { 'WWW-Authenticate': challenge, 'Content-Type': 'application/json' })
      return outgoing.end('{"error":"insufficient_scope"}')
    }
    const headers = { ...incoming.headers, host: new URL(resource).host }
    const forwarded = openRequest(resource, { method: incoming.method ?? 'GET', headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    forwarded.end(body)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/mcp`,
    async stop() {
      proxy.closeAllConnections()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}
