import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { interruption } from './interruption.ts'
import { ROOT } from './root.ts'

export interface Tool {
  /** JavaScript or TypeScript file, run by the Node that runs this. */
  entry: string
  args?: string[]
  cwd?: string
  environment?: Record<string, string>
  /** Collect what it prints instead of showing it. What it starts itself is then ended with it. */
  isQuiet?: boolean
}

/** Not all of our flags: what scripts/run.mjs preloads is for its own child. */
const typeFlags = process.execArgv.filter((flag) => /^--(experimental-strip-types|disable-warning)/.test(flag))

/**
 * Runs one tool to its end, or ends it when `signal` aborts: unless another is given, when we are told to stop.
 * Resolves with its exit code, 128 + n after signal n.
 */
export async function runTool(tool: Tool, signal = interruption()): Promise<{ code: number; output: string }> {
  signal.throwIfAborted()
  const child = spawn(process.execPath, [...typeFlags, tool.entry, ...(tool.args ?? [])], {
    cwd: tool.cwd ?? ROOT,
    env: { ...process.env, ...tool.environment },
    stdio: tool.isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    // A process group of its own: compilers are thin wrappers around a program that outlives them.
    detached: tool.isQuiet ?? false,
  })
  const end = () => (tool.isQuiet ? endGroup(child) : child.kill('SIGTERM'))
  signal.addEventListener('abort', end)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const [code, endedBy] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  signal.removeEventListener('abort', end)
  return { code: code ?? 128 + constants.signals[endedBy ?? 'SIGTERM'], output: output.trim() }
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGTERM')
  } catch {
    // All of them have ended already.
  }
}
