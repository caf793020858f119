import { entryOf } from '../system/build.ts'
import { reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'
import { runTool } from '../system/run-tool.ts'

const HELP = `npm run format [-- files]

Formats all files, or those named, and repairs what the linter can.
`

async function main(): Promise<void> {
  const config = { options: { help: { type: 'boolean' } }, allowPositionals: true } as const
  const { values, positionals } = readOptions('npm run format --', config)
  if (values.help) return void process.stdout.write(HELP)
  const args = ['check', '--write', ...positionals]
  process.exitCode = (await runTool({ entry: entryOf('@biomejs/biome/bin/biome', '.'), args })).code
}

await main().catch(reportError)
process.exit()
