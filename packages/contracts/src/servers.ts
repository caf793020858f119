/** The three resource servers, by the short name that programs, tokens and people use for them. */
export const serverNames = ['weather', 'calendar', 'tasks'] as const
export type ServerName = (typeof serverNames)[number]

/** Where each part listens unless the environment says otherwise, and what clients that are configured by hand were given. */
export const defaultPorts = { web: 3000, weather: 4001, calendar: 4002, tasks: 4003 } as const

/** The path of an MCP endpoint. Origin + path is the resource identifier and the only audience a server accepts. */
export const MCP_PATH = '/mcp'

/** The path of the host API. Origin + path is its audience. */
export const HOST_API_PATH = '/api/host'

/** With this begins the id of a connection to a server of somebody else's, and of no other. */
export const REMOTE_CONNECTION_PREFIX = 'ext-'

export function isRemoteConnection(id: string): boolean {
  return id.startsWith(REMOTE_CONNECTION_PREFIX)
}

export function isServerName(value: string): value is ServerName {
  return (serverNames as readonly string[]).includes(value)
}
