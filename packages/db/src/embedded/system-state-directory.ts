import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder of ours outside every home, for what another account must reach. Everyone may pass through it, nobody
 * but us may list or change it. Only root has one.
 */
export function systemStateDirectory(): string {
  for (const parent of [process.platform === 'darwin' ? '/var/db' : '/var/lib', tmpdir()]) {
    const directory = join(parent, 'chaperone')
    try {
      mkdirSync(directory, { recursive: true })
      // In the temporary folder anyone could have made it first.
      if (!lstatSync(directory).isDirectory() || lstatSync(directory).uid !== process.getuid?.()) continue
      chmodSync(directory, 0o711)
      return directory
    } catch {
      // Read-only system folder: try the next.
    }
  }
  throw new Error('Neither /var/lib nor the temporary folder is writable: PostgreSQL has nowhere to keep its data.')
}
