import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { createClient } from '@redis/client'

export interface RedisServer {
  url: string
  /** Stays connected, and answers nothing until it is resumed. */
  pause(): void
  resume(): void
  /** Twice is not an error. */
  stop(): Promise<void>
}

/**
 * A throw-away Redis on this port of loopback, which keeps nothing: REDIS_SERVER, or `redis-server` on PATH. Resolves
 * when it answers.
 */
export async function startRedis(port: number): Promise<RedisServer> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', tmpdir()]
  // The program goes by the name it is called: Debian also has it as redis-check-rdb.
  const options = { argv0: 'redis-server', stdio: 'ignore' } as const
  const child = spawn(process.env.REDIS_SERVER ?? 'redis-server', args, options)
  const url = `redis://127.0.0.1:${port}`
  await untilItAnswers(url, child)
  return {
    url,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const client = createClient({ url, socket: { reconnectStrategy: () => 20 } })
  client.on('error', () => {})
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The Redis server ended with code ${code}.`)
  })
  ended.catch(() => {})
  await Promise.race([client.connect(), ended])
  client.destroy()
}
