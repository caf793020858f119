/** An MCP client of somebody else's, as the journey uses it. */
export interface ClientUnderTest {
  name: string
  /** @throws when the server refuses the connection */
  connect(endpoint: string, token: string): Promise<Conversation>
}

export interface Conversation {
  toolNames(): Promise<string[]>
  /** The answer as text. Rejects when the server refuses the call, with what the client says about it. */
  call(tool: string, args: Record<string, string>): Promise<string>
  close(): Promise<void>
}
