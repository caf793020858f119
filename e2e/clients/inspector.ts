import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientUnderTest } from './client-under-test.ts'
import { runCommandLine } from './run-command-line.ts'

const PROGRAM = '@modelcontextprotocol/inspector/clients/launcher/build/index.js'

/** MCP Inspector at the command line: a process for every question. It refuses by itself what the server does not list. */
export const inspector: ClientUnderTest = {
  name: 'MCP Inspector',
  async connect(endpoint, token) {
    const home = await mkdtemp(join(tmpdir(), 'chaperone-inspector-'))
    const ask = (...args: string[]) =>
      runCommandLine(PROGRAM, ['--cli', endpoint, '--header', `Authorization: Bearer ${token}`, ...args], home)
    return {
      async toolNames() {
        const { tools } = JSON.parse(await ask('--method', 'tools/list')) as { tools: { name: string }[] }
        return tools.map(({ name }) => name)
      },
      call(tool, args) {
        const pairs = Object.entries(args).flatMap(([key, value]) => ['--tool-arg', `${key}=${value}`])
        return ask('--method', 'tools/call', '--tool-name', tool, ...pairs)
      },
      close: () => rm(home, { recursive: true, force: true }),
    }
  },
}
