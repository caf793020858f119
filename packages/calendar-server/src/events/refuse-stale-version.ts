import { ToolError } from '@chaperone/mcp-server-kit'

/**
 * A change meant for an older version would undo somebody else's. The caller holds the owner's lock, so that the
 * version stays the current one until the change is written.
 *
 * @throws ToolError `conflict`, which names the current version.
 */
export function refuseStaleVersion(event: { version: number }, version: number): void {
  if (event.version === version) return
  throw new ToolError(
    'conflict',
    `The event has changed: its version is ${event.version} now, not ${version}. Read it again before you change it.`,
  )
}
