// node end-with-parent.mjs <process id> <folder>: when our parent is gone (it holds the other end of our standard
// input), ends that PostgreSQL server and deletes its folder.
import { rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const pid = Number(process.argv[2])
const directory = process.argv[3] ?? ''

function send(signal) {
  try {
    process.kill(pid, signal)
    return true
  } catch {
    return false
  }
}

for await (const _ of process.stdin);
send('SIGQUIT')
while (send(0)) await delay(50)
rmSync(directory, { recursive: true, force: true })
