import { interruption } from '../system/interruption.ts'
import { runTool, type Tool } from '../system/run-tool.ts'

export interface StepResult {
  /** What a person needs to repair it; empty when all is well. */
  problems: string[]
  /** One short remark for the step's line. */
  note?: string
}

/** Runs one step, prints `✓` or `✗` with its duration, the problems below, and answers whether it passed. */
export async function runStep(title: string, step: () => StepResult | Promise<StepResult>): Promise<boolean> {
  interruption().throwIfAborted()
  const startedAt = performance.now()
  const { problems, note } = await step()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)
  console.log(`${problems.length === 0 ? '✓' : '✗'} ${title.padEnd(24)}${seconds} s${note ? `   ${note}` : ''}`)
  for (const problem of problems) console.log(problem.replace(/^/gm, '    '))
  return problems.length === 0
}

/** A step that runs a tool to its end. A non-zero exit is a problem, described by what the tool printed. */
export async function toolStep(tool: Tool): Promise<StepResult> {
  const { code, output } = await runTool({ ...tool, isQuiet: true })
  interruption().throwIfAborted()
  return { problems: code === 0 ? [] : [output || `${tool.entry} ended with code ${code}`] }
}
