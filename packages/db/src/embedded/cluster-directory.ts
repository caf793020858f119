import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseAccount, giveTo } from './account.ts'
import { systemStateDirectory } from './system-state-directory.ts'

/**
 * Where the cluster that belongs to `stateDirectory` lives: inside it; for root, in a folder named after it outside
 * every home, because PostgreSQL then runs under an account that may not enter one.
 */
export function clusterDirectory(stateDirectory: string): string {
  if (!databaseAccount()) return join(stateDirectory, 'postgres')
  return join(systemStateDirectory(), createHash('sha256').update(stateDirectory).digest('hex').slice(0, 16))
}

/** A new, empty cluster folder that the caller deletes again. */
export function throwAwayClusterDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'chaperone-cluster-'))
  giveTo(directory, databaseAccount())
  return directory
}

/** Creates the folder when missing; only the database's account may enter it. */
export function prepareClusterDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true })
  giveTo(directory, databaseAccount())
  chmodSync(directory, 0o700)
}
