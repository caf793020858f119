import { execFileSync } from 'node:child_process'

/** Runs commands of iproute2 in the network namespace of this process; the first that fails is the error. */
export function runIp(lines: string[]): void {
  execFileSync('ip', ['-batch', '-'], { input: `${lines.join('\n')}\n`, stdio: ['pipe', 'ignore', 'pipe'] })
}
