// Run by npx: prints where it put the Node that runs this, and pnpm.
import { realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

function findPnpm() {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    try {
      // .bin/pnpm is a link into the package.
      return join(dirname(realpathSync(join(directory, 'pnpm'))), 'pnpm.cjs')
    } catch {
      // Not in this folder.
    }
  }
  throw new Error('npx did not put pnpm on the PATH')
}

process.stdout.write(JSON.stringify({ node: process.execPath, pnpm: findPnpm() }))
