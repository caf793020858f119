import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer of the model, or of the service that it runs at. */
export interface ModelAnswer {
  /** Pieces, each sent when it is there. */
  text?: readonly string[] | AsyncIterable<string>
  /** Arguments that are a string are sent as they are, JSON or not. */
  calls?: readonly { name: string; arguments: Record<string, unknown> | string }[]
  usage?: { input: number; output: number }
  finishReason?: string
  /** Neither ends nor says more. */
  hangs?: boolean
  /** Instead of an answer: an HTTP error. */
  error?: { status: number; body?: unknown; headers?: Record<string, string> }
}

export interface ModelRequest {
  headers: Record<string, string | string[] | undefined>
  /** As sent: what the service gets to see. */
  text: string
  messages: { role: string; content: unknown }[]
  tools: { function: { name: string; description?: string; parameters: unknown } }[]
  max_tokens?: number
}

export interface ScriptedModel {
  /** Of an OpenAI-compatible service. */
  baseUrl: string
  requests: readonly ModelRequest[]
  /** How many requests their client broke off. */
  brokenOff(): number
  stop(): Promise<void>
}

/**
 * A language model whose every word is decided by the test, at a service that speaks the OpenAI chat completions
 * protocol: with it, a model that was talked into something need not be waited for. The n-th answer goes to the n-th
 * request; past the last one it is an HTTP error.
 *
 * @param port 0 for any
 */
export async function startScriptedModel(
  answers: readonly ModelAnswer[] | ((request: ModelRequest) => ModelAnswer),
  port = 0,
): Promise<ScriptedModel> {
  const requests: ModelRequest[] = []
  let brokenOff = 0
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    response.on('close', () => {
      if (!response.writableFinished) brokenOff += 1
    })
    const asked: ModelRequest = { ...(JSON.parse(text) as ModelRequest), text, headers: request.headers }
    requests.push(asked)
    const answer = typeof answers === 'function' ? answers(asked) : answers[requests.length - 1]
    await send(response, answer ?? { error: { status: 500 } })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    brokenOff: () => brokenOff,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function send(response: ServerResponse, answer: ModelAnswer): Promise<void> {
  if (answer.error) {
    const { status, body = {}, headers } = answer.error
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
    return
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  const chunk = (delta: unknown, finish: string | null = null, usage?: unknown) => {
    const choices = [{ index: 0, delta, finish_reason: finish }]
    const body = { id: 'chat_1', object: 'chat.completion.chunk', created: 1, model: 'scripted', choices, usage }
    response.write(`data: ${JSON.stringify(body)}\n\n`)
  }
  chunk({ role: 'assistant', content: '' })
  for await (const content of answer.text ?? []) chunk({ content })
  for (const [index, call] of (answer.calls ?? []).entries()) {
    const { name } = call
    const args = typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments)
    chunk({
      tool_calls: [{ index, id: `call_${Date.now()}_${index}`, type: 'function', function: { name, arguments: args } }],
    })
  }
  if (answer.hangs) return
  const { input, output } = answer.usage ?? { input: 100, output: 10 }
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output }
  chunk({}, answer.finishReason ?? (answer.calls ? 'tool_calls' : 'stop'), usage)
  response.end('data: [DONE]\n\n')
}
