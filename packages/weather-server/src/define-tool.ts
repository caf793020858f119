import type { OwnerTransaction } from '@chaperone/db'
import { promptsOn, resourcesOn, toolsOn } from '@chaperone/mcp-server-kit'

/** What belongs to somebody here; the server's database role could not read models of others anyway. */
export type WeatherTransaction = Pick<OwnerTransaction, 'savedPlace'>

export const defineTool = toolsOn<WeatherTransaction>()
export const defineResource = resourcesOn<WeatherTransaction>()
export const definePrompt = promptsOn<WeatherTransaction>()
