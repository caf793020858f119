import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'

/** A user and group of the operating system. */
export interface Account {
  uid: number
  gid: number
}

/**
 * The account PostgreSQL runs under: `nobody` when we are root, because PostgreSQL refuses to run as root;
 * otherwise undefined, which means ourselves.
 */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** Options for `spawn` that start a program under `account`, in a folder that every account may enter. */
export function spawnAs(account: Account | undefined): { cwd: string; uid?: number; gid?: number } {
  // `| 0`: spawn takes signed numbers, and macOS' nobody is -2.
  return account ? { cwd: '/', uid: account.uid | 0, gid: account.gid | 0 } : { cwd: '/' }
}

export function giveTo(path: string, account: Account | undefined): void {
  if (account) chownSync(path, account.uid, account.gid)
}

/** Whether `program` starts under `account`, found out by starting it. */
export function canRun(program: string, account: Account | undefined): boolean {
  return spawnSync(program, ['--version'], { ...spawnAs(account), stdio: 'ignore' }).status === 0
}
