import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

/** Writes what was measured beside what it was measured on. Returns the file's path within the repository. */
export function writeResults(kind: string, results: object): string {
  const name = `${[new Date().toISOString().slice(0, 19).replaceAll(':', '-'), kind].filter(Boolean).join('-')}.json`
  const folder = join(import.meta.dirname, '../results')
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), `${JSON.stringify({ machine, ...results }, null, 2)}\n`)
  return `bench/results/${name}`
}
