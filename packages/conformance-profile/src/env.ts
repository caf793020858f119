import { readEnv, serverEnvSchema } from '@chaperone/mcp-server-kit'

/** What every server reads, without a database and its secrets: the fixtures store nothing. */
export const env = readEnv(serverEnvSchema.omit({ DATABASE_URL: true, REQUEST_STATE_SECRET: true }), process.env)
