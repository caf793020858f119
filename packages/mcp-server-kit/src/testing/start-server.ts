import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { MCP_PATH } from '@chaperone/contracts'
import { freePort } from './free-port.ts'
import type { TestIssuer } from './test-issuer.ts'

const START_MILLISECONDS = 60_000
const POLL_MILLISECONDS = 50

export interface TestServer {
  /** Its resource identifier: the audience of its tokens. */
  readonly resource: string
  /** Resolves when the process has ended by itself after SIGTERM. */
  stop(): Promise<void>
}

interface StartOptions {
  /** The server's `main.ts`. */
  entry: URL
  issuer: TestIssuer
  databaseUrl: string
  /** Variables of this server alone. */
  environment?: Record<string, string>
}

/**
 * Starts one server as a process of its own, from its sources, on a free port, and waits until it is ready.
 *
 * @throws Error with the server's output when it ends or is not ready in time.
 */
export async function startServer(options: StartOptions): Promise<TestServer> {
  const { entry, issuer, databaseUrl, environment } = options
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['--experimental-strip-types', fileURLToPath(entry)], {
    env: {
      RESOURCE_URL: `${origin}${MCP_PATH}`,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      AUTH_ISSUER: issuer.url,
      JWKS_URL: `${issuer.url}/jwks`,
      REQUEST_STATE_SECRET: randomUUID(),
      ALLOWED_HOSTS: new URL(origin).host,
      // Tests that are not about limits call as often as they like.
      CALLS_PER_MINUTE: '100000',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))

  const deadline = Date.now() + START_MILLISECONDS
  // Its own word first: another test's server may have taken the port since, and be ready.
  while (!(output.includes('"listening"') && (await isReady(origin)))) {
    if (hasEnded(child) && output.includes('EADDRINUSE')) return startServer(options)
    if (hasEnded(child) || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`${entry.pathname} did not start:\n${output}`)
    }
    await pause(POLL_MILLISECONDS)
  }
  return {
    resource: `${origin}${MCP_PATH}`,
    async stop() {
      if (hasEnded(child)) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/readyz`)).ok
  } catch {
    return false
  }
}
