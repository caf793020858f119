import { readEnv, serverEnvSchema } from '@chaperone/mcp-server-kit'

/** Read once, when the process starts; a variable that is missing or wrong stops it here. */
export const env = readEnv(serverEnvSchema, process.env)
