import type { Principal } from '@chaperone/mcp-host'
import { authorizedFetch, createBroker, noRemoteAccounts, untraced } from '@chaperone/mcp-host/testing'
import { connectClient } from '@chaperone/mcp-server-kit/testing'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { HostScene } from './host-scene.ts'
import { resultProblem, threeCalls } from './three-calls.ts'

/** One way to make the three calls. @throws Error when an answer was not exactly the person's */
export interface Contender {
  name: string
  turn(person: Principal): Promise<void>
}

/** Official clients that have been connected before, with a bearer token: the least that three calls can cost. */
export async function directWithBearer(scene: HostScene): Promise<Contender> {
  return direct('direct, bearer', scene, (person, { resource, server }) =>
    connectClient({ resource, credential: scene.token(person, server) }),
  )
}

/** The same with the credential that the host would present: bound to a key, each request with a proof of its own. */
export async function directWithProof(scene: HostScene): Promise<Contender> {
  const broker = createBroker(scene.tokens, noRemoteAccounts, untraced)
  return direct('direct, DPoP', scene, async (person, connection) => {
    const credential = await broker.credentialFor(person, connection)
    const client = new Client({ name: 'bench', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } })
    await client.connect(
      new StreamableHTTPClientTransport(new URL(connection.address), {
        fetch: async (url, init) => (await authorizedFetch({ connection, credential, url, init })).response,
      }),
    )
    return client
  })
}

async function direct(
  name: string,
  { people, registry }: HostScene,
  connect: (person: Principal, connection: HostScene['registry'][number]) => Promise<Client>,
): Promise<Contender> {
  const clients = new Map<string, Client>()
  for (const person of people)
    for (const connection of registry)
      clients.set(`${person.userId} ${connection.id}`, await connect(person, connection))
  return {
    name,
    async turn({ userId }) {
      for (const call of threeCalls) {
        const client = clients.get(`${userId} ${call.server}`) as Client
        const { structuredContent } = await client.callTool({ name: call.tool, arguments: call.arguments })
        const problem = resultProblem(call, structuredContent, userId)
        if (problem) throw new Error(problem)
      }
    },
  }
}

/** A turn: a planner that proposes the three calls, all nine steps of each, the trace, and the audit. */
export function throughHost({ host }: HostScene): Contender {
  return {
    name: 'through the host',
    async turn(person) {
      const problems: string[] = []
      await host.runTurn(person, {
        message: 'What is on?',
        timeZone: 'Europe/Berlin',
        signal: new AbortController().signal,
        emit: () => {},
        firstHop: (number) => ({
          number,
          from: 'browser',
          to: 'host',
          label: 'turn',
          connection: '',
          scope: '',
          credential: { kind: 'none' },
          verdict: 'allowed',
          reason: '',
          decidedBy: { file: '', threat: '' },
          checks: [],
          startedAt: new Date().toISOString(),
          durationMilliseconds: 0,
        }),
        planner: {
          name: 'three reads',
          dataFlow: 'declared',
          async run({ call }) {
            for (const one of threeCalls) {
              const outcome = await call(one.server, one.tool, one.arguments)
              const problem =
                outcome.status === 'done'
                  ? resultProblem(one, outcome.result, person.userId)
                  : `${one.tool}: ${JSON.stringify(outcome)}`
              if (problem) problems.push(problem)
            }
          },
        },
      })
      if (problems[0]) throw new Error(problems[0])
    },
  }
}
