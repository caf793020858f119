import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { entryOf } from '../system/build.ts'
import { interruption } from '../system/interruption.ts'

interface Order {
  args: string[]
  /** Where it may leave what it writes. */
  directory: string
  /** Sees all it has printed, whenever it prints more. */
  onOutput?(output: string): void
}

export const REVISIONS = ['2026-07-28', '2025-11-25'] as const
export type Revision = (typeof REVISIONS)[number]

/** Many times what the longest takes. */
const SUITE_MILLISECONDS = 180_000

/** Runs the MCP conformance suite to its end, or until we are told to stop. Resolves with its exit code and output. */
export async function runConformance({ args, directory, onOutput }: Order): Promise<{ code: number; output: string }> {
  const told = interruption()
  told.throwIfAborted()
  const entry = entryOf('@modelcontextprotocol/conformance/dist/index.js', '.')
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: SUITE_MILLISECONDS,
  })
  const end = () => child.kill('SIGTERM')
  told.addEventListener('abort', end)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      onOutput?.(output)
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  told.removeEventListener('abort', end)
  told.throwIfAborted()
  return { code: code ?? 1, output }
}
