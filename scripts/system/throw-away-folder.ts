import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deleteDatabase } from './start-database.ts'
import type { Undo } from './start-system.ts'

/** A state folder for one run, and the undo that leaves nothing of it, its database included. */
export function throwAwayFolder(name: string): { directory: string; undo: Undo } {
  const directory = mkdtempSync(join(tmpdir(), `chaperone-${name}-`))
  const forget = () => {
    deleteDatabase(directory)
    rmSync(directory, { recursive: true, force: true })
  }
  return { directory, undo: [forget] }
}
