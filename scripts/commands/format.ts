import { entryOf } from '../system/build.ts'
import { runTool } from '../system/run-tests.ts'

process.exitCode = await runTool([entryOf('@biomejs/biome/bin/biome', '.'), 'check', '--write'])
