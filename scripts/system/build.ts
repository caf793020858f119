import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { interruption } from './interruption.ts'
import { PlainError } from './plain-error.ts'
import { step } from './progress.ts'
import { ROOT } from './root.ts'
import { runTool } from './run-tool.ts'

interface BuildStep {
  title: string
  /** Globs of everything the result depends on. */
  sources: string[]
  /** Exists when the step has run. */
  result: string
  entry(): string
  args: string[]
  cwd: string
}

const manifests = ['pnpm-lock.yaml', 'tsconfig.json', 'tsconfig.base.json', '{apps,packages}/*/{package,tsconfig}.json']

const packageSteps: BuildStep[] = [
  {
    title: 'Generating the database client',
    sources: ['prisma/schema/*.prisma', 'prisma.config.ts', 'pnpm-lock.yaml'],
    result: 'packages/db/src/generated/client.ts',
    entry: () => entryOf('prisma/build/index.js', 'packages/db'),
    args: ['generate', '--config', '../../prisma.config.ts'],
    cwd: 'packages/db',
  },
  {
    title: 'Building the packages',
    sources: [...manifests, 'prisma/schema/*.prisma', 'packages/*/src/**/*.{ts,mjs}'],
    result: 'packages/db/dist/index.js',
    entry: () => join(ROOT, 'node_modules/typescript/bin/tsc'),
    args: ['--build'],
    cwd: '.',
  },
]

const webStep: BuildStep = {
  title: 'Building the web app (half a minute the first time)',
  sources: [
    ...manifests,
    'prisma/schema/*.prisma',
    'packages/*/src/**/*.ts',
    'apps/web/{src,public}/**/*',
    'apps/web/*.{ts,mjs}',
  ],
  result: 'apps/web/.next/BUILD_ID',
  entry: () => entryOf('next/dist/bin/next', 'apps/web'),
  args: ['build'],
  cwd: 'apps/web',
}

/** The script behind a package's command, so that it runs without a shell wrapper around it. */
export function entryOf(specifier: string, from: string): string {
  return createRequire(join(ROOT, from, 'package.json')).resolve(specifier)
}

/**
 * Generates, compiles and builds what is not up to date. A step is skipped while the content of its sources is what
 * it was when it last succeeded.
 *
 * @throws PlainError with the tool's own output
 */
export async function buildAll(): Promise<void> {
  await buildPackages()
  await buildWebApp()
}

/** What everything else imports. @see buildAll */
export function buildPackages(): Promise<void> {
  return build(packageSteps)
}

/** Needs the packages. @see buildAll */
export function buildWebApp(): Promise<void> {
  return build([webStep])
}

async function build(steps: BuildStep[]): Promise<void> {
  for (const one of steps) {
    const stamp = join(ROOT, 'node_modules/.chaperone-build', createHash('sha256').update(one.result).digest('hex'))
    const wanted = hashOf(one.sources)
    const isDone = existsSync(join(ROOT, one.result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
    if (isDone) continue
    await step(one.title, () => runBuildStep(one))
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, wanted)
  }
}

function hashOf(patterns: string[]): string {
  const hash = createHash('sha256').update(process.version)
  const files = globSync(patterns, { cwd: ROOT, exclude: (name) => String(name).endsWith('generated') })
  for (const file of files.sort()) {
    const path = join(ROOT, file)
    // Route types and incremental state are results, not sources.
    if (/next-env\.d\.ts$|\.test\.ts$/.test(file) || !statSync(path).isFile()) continue
    hash.update(file).update('\0').update(readFileSync(path))
  }
  return hash.digest('hex')
}

async function runBuildStep({ title, entry, args, cwd }: BuildStep): Promise<void> {
  const { code, output } = await runTool({
    entry: entry(),
    args,
    cwd: join(ROOT, cwd),
    // Prisma needs no engine to generate; naming any executable keeps it from downloading one.
    environment: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, NEXT_TELEMETRY_DISABLED: '1' },
    isQuiet: true,
  })
  interruption().throwIfAborted()
  if (code !== 0) throw new PlainError(`${title} failed:\n\n${output}\n`)
}
