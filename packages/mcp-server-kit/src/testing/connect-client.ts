import { Client, type ElicitResult, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'

interface ConnectOptions {
  /** MCP endpoint. */
  resource: string
  /** Access token or API key. */
  credential: string
  /** What the person answers when a server asks; without it, the client declares that it cannot ask. */
  answer?: (question: string) => ElicitResult
}

/** The official client, connected in the current protocol. */
export async function connectClient({ resource, credential, answer }: ConnectOptions): Promise<Client> {
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    { versionNegotiation: { mode: 'auto' }, capabilities: answer ? { elicitation: { form: {} } } : {} },
  )
  if (answer) client.setRequestHandler('elicitation/create', async ({ params }) => answer(params.message))
  await client.connect(
    new StreamableHTTPClientTransport(new URL(resource), {
      requestInit: { headers: { Authorization: `Bearer ${credential}` } },
    }),
  )
  return client
}
