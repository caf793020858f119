const SEPARATOR = '__'

interface ToolOfConnection {
  connection: string
  tool: string
}

/**
 * The name under which the host offers a tool: by the registry's own id of the connection, never by what a server calls
 * itself, so that no server can take the name of another's tool. No id contains the separator.
 *
 * @see MCP 2026-07-28 server/tools, Tool Names
 */
export function offeredName({ connection, tool }: ToolOfConnection): string {
  return `${connection}${SEPARATOR}${tool}`
}

/** The connection and tool that a name means; both need to be looked up, and a name without separator means none. */
export function toolNamed(name: string): ToolOfConnection {
  const at = name.indexOf(SEPARATOR)
  if (at === -1) return { connection: '', tool: name }
  return { connection: name.slice(0, at), tool: name.slice(at + SEPARATOR.length) }
}
