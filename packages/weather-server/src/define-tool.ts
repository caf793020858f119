import type { OwnerTransaction } from '@chaperone/db'
import { toolsOn } from '@chaperone/mcp-server-kit'

/** The models of this server; its database role could not read others anyway. Raw SQL is for the cache's upkeep. */
export type WeatherTransaction = Pick<OwnerTransaction, 'savedPlace' | 'weatherCache' | '$executeRaw'>

export const defineTool = toolsOn<WeatherTransaction>()
