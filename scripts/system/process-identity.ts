import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Tells one run of a process from every other, also from a later one that was given the same id; null when no
 * process with that id runs. Its content means nothing: compare it.
 */
export function processIdentity(pid: number): string | null {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
    return stdout.trim() || null
  }
  try {
    // The name in parentheses may contain spaces; after it follow state (field 3) and, as field 22, the start time.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return fields[0] === 'Z' ? null : `${bootId} ${fields[19]}`
  } catch {
    return null
  }
}
