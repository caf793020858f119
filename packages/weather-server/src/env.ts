import { readEnv, serverEnvSchema } from '@chaperone/mcp-server-kit'
import { z } from 'zod'

const schema = serverEnvSchema.extend({
  /** `true`: never ask the live service; every figure comes from the bundled climate model. */
  WEATHER_OFFLINE: z.stringbool().default(false),
})

/** Read once, when the process starts; a variable that is missing or wrong stops it here. */
export const env = readEnv(schema, process.env)
