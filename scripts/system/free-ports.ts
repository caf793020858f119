import { freePort } from '@chaperone/mcp-server-kit/testing'
import type { Ports } from './ports.ts'

/** The web app and three servers. */
const PROCESSES = 4

/** Four ports that are free now. */
export async function freePorts(): Promise<Ports> {
  const found = new Set<number>()
  while (found.size < PROCESSES) found.add(await freePort())
  const [web = 0, weather = 0, calendar = 0, tasks = 0] = found
  return { web, weather, calendar, tasks }
}
