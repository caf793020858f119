import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryFiles } from './repository-files.ts'

const LONG = 240

/** Lines per source file, tests left out: the median, the 90th percentile, and which files are longer than 240 lines. */
export function fileLengths(root: string): { summary: string; long: string[] } {
  const files = repositoryFiles(root)
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/(^|\/)(e2e|test)\/|\.(test|spec)\.tsx?$/.test(file))
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length }))
    .sort((a, b) => a.lines - b.lines)
  const at = (share: number) => files[Math.floor((files.length - 1) * share)]?.lines ?? 0
  return {
    summary: `${files.length} files, median ${at(0.5)} lines, 90th percentile ${at(0.9)}`,
    long: files.filter(({ lines }) => lines > LONG).map(({ file, lines }) => `${file} has ${lines} lines`),
  }
}
