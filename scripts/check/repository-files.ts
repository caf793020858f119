import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'

const NOT_OURS = new Set([
  '.chaperone',
  '.git',
  '.next',
  'dist',
  'generated',
  'node_modules',
  'playwright-report',
  'test-results',
])

/** Files below `folder` that people wrote, relative to `root` with `/`: nothing installed, built or generated. */
export function repositoryFiles(root: string, folder = '.'): string[] {
  const path = (entry: Dirent) => (folder === '.' ? entry.name : `${folder}/${entry.name}`)
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => {
      if (entry.isDirectory()) return repositoryFiles(root, path(entry))
      return entry.isFile() ? [path(entry)] : []
    })
    .sort()
}
