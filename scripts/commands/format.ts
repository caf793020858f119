import { entryOf } from '../system/build.ts'
import { reportError } from '../system/plain-error.ts'
import { runTool } from '../system/run-tool.ts'

// `npm run format`: formats all files and repairs what the linter can.
const tool = { entry: entryOf('@biomejs/biome/bin/biome', '.'), args: ['check', '--write', ...process.argv.slice(2)] }
await runTool(tool).then(({ code }) => {
  process.exitCode = code
}, reportError)
process.exit()
