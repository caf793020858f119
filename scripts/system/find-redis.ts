import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The last is Debian's package of tools: the same program under another name, without a service that starts with the machine. */
const names = ['redis-server', 'valkey-server', 'redis-check-rdb']

export const HOW_TO_GET_REDIS = 'apt-get install redis-server, brew install redis, or REDIS_SERVER=<its path>'

const APT = '/usr/bin/apt-get'
const INSTALL_MILLISECONDS = 120_000

/**
 * The path of a Redis server for the tests: REDIS_SERVER, the first on PATH; else one is installed, for root on Debian.
 * Undefined where none is to be had.
 */
export function findRedis(): string | undefined {
  return process.env.REDIS_SERVER ?? onPath() ?? installDebians()
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function installDebians(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync(APT)) return undefined
  process.stderr.write('· Installing redis-tools with apt-get, for the tests of limits over Redis\n')
  try {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const options = { stdio: 'ignore', env: environment, timeout: INSTALL_MILLISECONDS } as const
    execFileSync(APT, ['update'], options)
    execFileSync(APT, ['install', '-y', 'redis-tools'], options)
  } catch {
    return undefined
  }
  return onPath()
}
