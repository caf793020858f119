import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findNamespaces, type Namespaces } from '../../deploy/networks/find-namespaces.ts'
import { buildAll } from '../system/build.ts'
import { findRedis, HOW_TO_GET_REDIS } from '../system/find-redis.ts'
import { interruptedExitCode, interruption } from '../system/interruption.ts'
import { reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'
import { ROOT } from '../system/root.ts'
import { runTool } from '../system/run-tool.ts'
import { type Counts, playwrightCounts, vitestCounts } from '../system/test-counts.ts'

const HELP = `npm test

Format, lint, types, import table and links; unit and integration tests on a throw-away PostgreSQL; limits over a
throw-away Redis, where there is one or apt-get may install one; the networks of docker-compose.yml, on Linux; the MCP conformance suite; 64 callers at once while servers are killed; then the
end-to-end suite against the production build in a real browser. Leaves nothing running.
npm run e2e -- --grep AUD-01 runs a part of the end-to-end suite.
`

interface Stage {
  title: string
  run(): Promise<number>
  counts?(): Counts
}

function stages(reports: string, redisServer: string | undefined, namespaces: Namespaces): Stage[] {
  const unit = join(reports, 'vitest.json')
  const redis = join(reports, 'redis.json')
  const networks = join(reports, 'networks.json')
  const endToEnd = join(reports, 'playwright.json')
  const command = async (name: string, options: { args?: string[]; environment?: Record<string, string> } = {}) =>
    (await runTool({ entry: join(import.meta.dirname, `${name}.ts`), ...options })).code
  const vitest = async (report: string, projects: string[], environment: Record<string, string> = {}) => {
    const selected = projects.map((name) => `--project=${name}`)
    const args = ['run', ...selected, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    return (await runTool({ entry: join(ROOT, 'node_modules/vitest/vitest.mjs'), args, environment })).code
  }
  return [
    { title: 'check', run: () => command('check') },
    {
      title: 'unit and integration tests',
      run: () => vitest(unit, ['packages', 'apps']),
      counts: () => vitestCounts(unit),
    },
    ...(redisServer
      ? [
          {
            title: 'limits over Redis',
            run: () => vitest(redis, ['redis'], { REDIS_SERVER: redisServer }),
            counts: () => vitestCounts(redis),
          },
        ]
      : []),
    ...('command' in namespaces
      ? [
          {
            title: 'networks of docker-compose.yml',
            run: () => vitest(networks, ['networks']),
            counts: () => vitestCounts(networks),
          },
        ]
      : []),
    { title: 'MCP conformance', run: () => command('conformance') },
    { title: 'many callers at once', run: () => command('soak', { args: ['--requests', '1500'] }) },
    {
      title: 'end-to-end tests',
      run: () => command('e2e', { environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: endToEnd } }),
      counts: () => playwrightCounts(endToEnd),
    },
  ]
}

async function main(): Promise<void> {
  const { values } = readOptions('npm test --', { options: { help: { type: 'boolean' } } })
  if (values.help) return void process.stdout.write(HELP)
  const told = interruption()
  await buildAll()
  const reports = mkdtempSync(join(tmpdir(), 'chaperone-reports-'))
  const redisServer = findRedis()
  const namespaces = findNamespaces()
  const lines: string[] = []
  const total: Counts = { passed: 0, failed: 0, failures: [] }
  for (const { title, run, counts } of stages(reports, redisServer, namespaces)) {
    if (told.aborted) break
    process.stdout.write(`\n── ${title}\n`)
    const startedAt = performance.now()
    const code = await run()
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0)
    const counted = counts?.() ?? { passed: 0, failed: 0, failures: [] }
    if (code !== 0 && counted.failed === 0) {
      counted.failed = 1
      counted.failures = [`it ended with exit code ${code}`]
    }
    total.passed += counted.passed
    total.failed += counted.failed
    total.failures.push(...counted.failures.map((failure) => `✗ ${title}: ${failure}`))
    const sum = counts ? `, ${counted.passed} passed` : ''
    lines.push(`${code === 0 && counted.failed === 0 ? '✓' : '✗'} ${title}: ${seconds} s${sum}`)
  }
  rmSync(reports, { recursive: true, force: true })
  if (told.aborted) {
    process.stdout.write('\nStopped: what had not ended proves nothing.\n')
    process.exitCode = interruptedExitCode()
    return
  }
  if (!redisServer) lines.push(`– limits over Redis: not run, for want of a Redis server (${HOW_TO_GET_REDIS})`)
  if ('missing' in namespaces) lines.push(`– networks of docker-compose.yml: not run, ${namespaces.missing}`)
  process.stdout.write(
    `\n${[...lines, ...total.failures].join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`,
  )
  process.exitCode = total.failed > 0 ? 1 : 0
}

await main().catch(reportError)
process.exit()
