import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { checkImports } from '../check/check-imports.ts'
import { checkLinks } from '../check/check-links.ts'
import { checkReferences } from '../check/check-references.ts'
import { fileLengths } from '../check/file-lengths.ts'
import { importTable } from '../check/import-table.ts'
import { runStep, toolStep } from '../check/run-step.ts'
import { reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'

// `npm run check`: everything that can be judged without a database, in seconds.

const root = join(import.meta.dirname, '../..')
const web = join(root, 'apps/web')
const database = join(root, 'packages/db')

/** The script behind a package's command, run without a shell wrapper. */
function entryOf(specifier: string, from = root): string {
  return createRequire(join(from, 'package.json')).resolve(specifier)
}

function typescript(...args: string[]) {
  return toolStep({ entry: join(root, 'node_modules/typescript/bin/tsc'), args, cwd: root })
}

function generateDatabaseClient() {
  return toolStep({
    entry: entryOf('prisma/build/index.js', database),
    args: ['generate', '--config', '../../prisma.config.ts'],
    cwd: database,
    // Prisma's engine is not needed to generate; naming any executable keeps it from being downloaded.
    environment: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  })
}

/** Whether the client in this checkout is of the schema in this checkout. */
function isClientCurrent(): boolean {
  const client = join(database, 'src/generated/client.ts')
  const schema = join(root, 'prisma/schema')
  const changed = (file: string) => statSync(file).mtimeMs
  return existsSync(client) && readdirSync(schema).every((file) => changed(join(schema, file)) < changed(client))
}

function generateRouteTypes() {
  return toolStep({ entry: entryOf('next/dist/bin/next', web), args: ['typegen'], cwd: web })
}

const HELP = `npm run check

Format, lint, types, import table, dead links and paths, file lengths. Needs no database; takes seconds to a minute.
`

async function main(): Promise<void> {
  const { values } = readOptions('npm run check --', { options: { help: { type: 'boolean' } } })
  if (values.help) return void process.stdout.write(HELP)
  const passed: boolean[] = []
  if (!isClientCurrent()) passed.push(await runStep('database client', generateDatabaseClient))
  passed.push(
    await runStep('format and lint', () =>
      toolStep({ entry: entryOf('@biomejs/biome/bin/biome'), args: ['check', '--error-on-warnings'], cwd: root }),
    ),
    await runStep('types: packages', () => typescript('--build')),
  )
  if (!existsSync(join(web, 'next-env.d.ts')) || !existsSync(join(web, '.next/types')))
    passed.push(await runStep('route types', generateRouteTypes))
  for (const project of ['apps/web', 'scripts', 'e2e', 'bench'])
    passed.push(await runStep(`types: ${project}`, () => typescript('--noEmit', '--project', project)))
  passed.push(
    await runStep('references', () => ({ problems: checkReferences(root) })),
    await runStep('import table', () => ({ problems: checkImports(root, importTable) })),
    await runStep('links and paths', () => ({ problems: checkLinks(root) })),
    await runStep('file lengths', () => {
      const { summary, long } = fileLengths(root)
      return { problems: [], note: [summary, ...long].join('; ') }
    }),
  )
  if (passed.includes(false)) process.exitCode = 1
}

await main().catch(reportError)
