import { spawn } from 'node:child_process'

export interface StepResult {
  /** What a person needs to repair it; empty when all is well. */
  problems: string[]
  /** One short remark for the step's line. */
  note?: string
}

/** Runs one step, prints `✓` or `✗` with its duration, the problems below, and answers whether it passed. */
export async function runStep(title: string, step: () => StepResult | Promise<StepResult>): Promise<boolean> {
  const startedAt = performance.now()
  const { problems, note } = await step()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)
  console.log(`${problems.length === 0 ? '✓' : '✗'} ${title.padEnd(24)}${seconds} s${note ? `   ${note}` : ''}`)
  for (const problem of problems) console.log(problem.replace(/^/gm, '    '))
  return problems.length === 0
}

export interface ToolCall {
  /** The tool's JavaScript entry; run by the Node that runs this. */
  entry: string
  args: readonly string[]
  cwd: string
  env?: Record<string, string>
}

/** Runs a tool to its end. A non-zero exit is a problem, described by what the tool printed. */
export function runTool({ entry, args, cwd, env }: ToolCall): Promise<StepResult> {
  const { promise, resolve, reject } = Promise.withResolvers<StepResult>()
  const child = spawn(process.execPath, [entry, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  child.on('error', reject)
  child.on('close', (code) => {
    resolve({ problems: code === 0 ? [] : [output.trim() || `${entry} ended with code ${code}`] })
  })
  return promise
}
