import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, beforeEach } from 'vitest'

/** What a stranger's token endpoint says next. */
type Answer = (asked: URLSearchParams) => Response | Promise<Response>

export interface TokenEndpoint {
  /** Its origin, at `localhost`; this process trusts its certificate. */
  origin: string
  /** Every request that reached it in this test. */
  received: URLSearchParams[]
  answer: Answer
}

/** A stranger's authorization server over https, for the tests of one file. It says nothing of use unless told to. */
export function useTokenEndpoint(): TokenEndpoint {
  const endpoint: TokenEndpoint = { origin: '', received: [], answer: noAnswer }
  let stop = async () => {}

  beforeAll(async () => {
    const altNames = [{ type: 2, value: 'localhost' } as const]
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'A stranger' }], {
      keyType: 'ec',
      extensions: [{ name: 'subjectAltName', altNames }],
    })
    setDefaultCACertificates([...getCACertificates('default'), cert])
    const server = createServer({ cert, key }, async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      const asked = new URLSearchParams(body)
      endpoint.received.push(asked)
      const answer = await endpoint.answer(asked)
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
    })
    await new Promise<void>((resolve) => server.listen(0, resolve))
    endpoint.origin = `https://localhost:${(server.address() as AddressInfo).port}`
    stop = async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })
  beforeEach(() => {
    endpoint.received = []
    endpoint.answer = noAnswer
  })
  afterAll(() => stop())
  return endpoint
}

function noAnswer(): Response {
  return new Response(null, { status: 503 })
}
