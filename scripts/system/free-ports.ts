import { serverNames } from '@chaperone/contracts'
import { freePort } from '@chaperone/mcp-server-kit/testing'
import type { Ports } from './ports.ts'

/** A port that is free now for each process. */
export async function freePorts(): Promise<Ports> {
  const found = new Set<number>()
  const names = ['web', ...serverNames] as const
  while (found.size < names.length) found.add(await freePort())
  const free = [...found]
  return Object.fromEntries(names.map((name, index) => [name, free[index]])) as unknown as Ports
}
