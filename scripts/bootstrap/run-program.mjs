import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Interrupted } from './errors.mjs'

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program to its end in a process group of its own, so that a signal reaches it exactly once: from us, also
 * when Ctrl-C hits our whole group and npm passes the same signal on again.
 *
 * Resolves with its exit code (128 + n after signal n) and, where `stdio` pipes them, what it printed.
 * With `isPreparation`, a signal means that nothing may follow: rejects with Interrupted.
 */
export function runProgram({ file, args, stdio, env, cwd, isPreparation = false }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio, env, cwd, detached: true })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'])
      child[name]?.setEncoding('utf8').on('data', (text) => (output[name] += text))

    let received
    function forward(signal) {
      if (received) return
      received = signal
      try {
        process.kill(-child.pid, signal)
      } catch {
        // It ended in the same moment.
      }
    }
    for (const signal of FORWARDED) process.on(signal, forward)
    const finish = (settle) => {
      for (const signal of FORWARDED) process.off(signal, forward)
      settle()
    }
    child.once('error', (error) => finish(() => reject(error)))
    child.once('close', (code, signal) =>
      finish(() => {
        if (received && isPreparation) reject(new Interrupted(received))
        else resolve({ code: code ?? 128 + constants.signals[signal], ...output })
      }),
    )
  })
}
