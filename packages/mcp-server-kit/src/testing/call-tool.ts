export interface ToolAnswer {
  /** HTTP status. */
  status: number
  /** The tool's output, when it succeeded. */
  // biome-ignore lint/suspicious/noExplicitAny: tests assert on its shape
  output?: any
  /** Code and advice of the ToolError, when the tool refused. */
  error?: { error: string; message: string } & Record<string, unknown>
  /** The whole body, for everything else. */
  body: string
}

interface CallOptions {
  /** MCP endpoint. */
  resource: string
  /** Access token or API key. */
  credential: string
  tool: string
  input?: Record<string, unknown>
  /** Ends the request before its answer. */
  signal?: AbortSignal | undefined
}

/** One `tools/call` over HTTP, as a program without an SDK would send it. */
export async function callTool({ resource, credential, tool, input = {}, signal }: CallOptions): Promise<ToolAnswer> {
  const response = await fetch(resource, {
    method: 'POST',
    signal: signal ?? null,
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': '2025-11-25',
      Authorization: `Bearer ${credential}`,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool, arguments: input } }),
  })
  const body = await response.text()
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  const json = isStream ? /^data: (.*)$/m.exec(body)?.[1] : body
  const result = json ? JSON.parse(json).result : undefined
  const text: string = result?.content?.[0]?.text ?? ''
  return {
    status: response.status,
    body,
    ...(result && !result.isError ? { output: result.structuredContent } : {}),
    ...(result?.isError && text.startsWith('{') ? { error: JSON.parse(text) } : {}),
  }
}
