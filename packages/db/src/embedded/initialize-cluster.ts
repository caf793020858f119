import { spawnSync } from 'node:child_process'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, giveTo, spawnAs } from './account.ts'
import { SUPERUSER } from './superuser.ts'

/** What PostgreSQL's programs get to see: nothing of ours. */
export function minimalEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

export function lastLine(text: string | undefined): string {
  return text?.trim().split('\n').at(-1) ?? ''
}

interface InitializeOptions {
  directory: string
  binaries: string
  password: string
  account: Account | undefined
  isThrowAway?: boolean
}

/** Creates `data` inside the cluster's folder, completely or not at all. Every connection needs the password. */
export function initializeCluster({ directory, binaries, password, account, isThrowAway }: InitializeOptions): void {
  const unfinished = join(directory, 'data.unfinished')
  const passwordFile = join(directory, 'password')
  rmSync(unfinished, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' })
  giveTo(passwordFile, account)
  const result = spawnSync(
    join(binaries, 'initdb'),
    [
      ['-D', unfinished, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ['--no-instructions', ...(isThrowAway ? ['--no-sync'] : [])],
    ].flat(),
    { ...spawnAs(account), env: minimalEnvironment(), encoding: 'utf8' },
  )
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) {
    const reason = lastLine(result.stderr) || result.error?.message || `initdb was ended by ${result.signal}`
    throw new Error(`PostgreSQL could not create its data folder: ${reason}`)
  }
  renameSync(unfinished, join(directory, 'data'))
}
