import { openMcpSession } from '@chaperone/mcp-host/testing'
import { openAccount, type ScenarioContext } from './remote-account.ts'

/**
 * The host's MCP client as the program that the conformance suite runs: lists the tools, then calls those the scenario
 * names, or each of them. Where the scenario is about authorization it connects an account first, over the host's OAuth
 * client. The server's address is the last argument.
 */
interface ToolCall {
  name: string
  arguments: Record<string, unknown>
}

const NUMBERS = { a: 2, b: 3 }
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
/** MCP: "no more than a few times". */
const MAX_REGAINS = 2

const context = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}') as ScenarioContext & { toolCalls?: ToolCall[] }
const address = process.argv.at(-1) ?? ''
const isProtected = process.env.MCP_CONFORMANCE_SCENARIO?.startsWith('auth/')
const account = isProtected ? await openAccount(address, context) : null
const connection = { id: 'conformance', address, resource: address }
const credential = {
  present: async () => ({ Authorization: `Bearer ${account?.accessToken() ?? 'conformance'}` }),
  renew: async () => false,
  shown: { kind: 'none' as const },
}
const session = await openMcpSession(connection, credential, 'conformance')
const tools = await regaining(() => session.listTools())
for (const call of context.toolCalls ?? tools.map(({ name }): ToolCall => ({ name, arguments: NUMBERS }))) {
  const tool = tools.find(({ name }) => name === call.name)
  if (!tool) continue
  await regaining(() => session.callTool(tool, call.arguments, TRACEPARENT)).catch((error: unknown) => {
    process.stderr.write(`${call.name}: ${error}\n`)
  })
}
await session.close()

/** Does it again with a new token, where that is what the server refused it for. */
async function regaining<T>(request: () => Promise<T>): Promise<T> {
  for (let regains = 0; ; regains += 1) {
    try {
      return await request()
    } catch (error) {
      const { status = 0, responseHeaders = [] } = session.lastExchange() ?? {}
      const challenge = new Headers(responseHeaders).get('www-authenticate')
      if (regains === MAX_REGAINS || !(await account?.regain({ status, challenge }))) throw error
    }
  }
}
