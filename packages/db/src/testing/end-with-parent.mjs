// node end-with-parent.mjs <folder>: when our parent is gone (it holds the other end of our standard input), ends the
// PostgreSQL server of that folder and deletes the folder.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** A server that is just starting has not written its lock file yet. */
const START_MILLISECONDS = 3_000

const directory = process.argv[2] ?? ''

function signal(name) {
  try {
    return process.kill(Number.parseInt(readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8'), 10), name)
  } catch {
    return false
  }
}

for await (const _ of process.stdin);
const deadline = Date.now() + START_MILLISECONDS
while (!signal('SIGQUIT') && Date.now() < deadline) await delay(50)
while (signal(0)) await delay(50)
rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
