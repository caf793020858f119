import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { answerWith, rememberJsonSchema } from '@chaperone/mcp-server-kit'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import type { z } from 'zod'
import { DESCRIPTION, listEvents, outputSchema, TOOL, toolResult } from '../list-events.ts'
import { settings } from '../server-settings.ts'
import { unowned } from '../unprotected-database.ts'

interface TunedServer<Input extends z.ZodObject> {
  input: Input
  /** Whose rows a call reads; runs before the body is read. */
  admit(request: IncomingMessage, response: ServerResponse): Promise<string | undefined>
  /** The owner, where the call names it. */
  ownerIn(input: z.output<Input>): string | undefined
}

/** The bare server with every tuning of ours: the body is read here, schemas are converted once, and the SDK is not given more than it asks for. */
export function serveTuned<Input extends z.ZodObject>({ input, admit, ownerIn }: TunedServer<Input>): void {
  const inputSchema = rememberJsonSchema(input)
  const handler = createMcpHandler((context) => {
    const server = new McpServer({ name: 'tuned', version: '1.0.0' })
    server.registerTool(
      TOOL,
      { description: DESCRIPTION, inputSchema, outputSchema: rememberJsonSchema(outputSchema) },
      async (args: unknown) => {
        const ownerId = ownerIn(args as z.output<Input>) ?? String(context.authInfo?.extra?.ownerId)
        return toolResult(await listEvents(unowned, ownerId))
      },
    )
    return server
  })

  createServer(async (request, response) => {
    try {
      const ownerId = await admit(request, response)
      const chunks: Buffer[] = []
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
      const authInfo = { token: '', clientId: '', scopes: [], extra: { ownerId } }
      const message: unknown = JSON.parse(Buffer.concat(chunks).toString())
      await answerWith(handler, { request, response, message, authInfo })
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  }).listen(settings.port, '127.0.0.1')
}
