import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bridged } from './bridged.ts'
import type { ClientUnderTest } from './client-under-test.ts'
import { runCommandLine } from './run-command-line.ts'

const PROGRAM = '@apify/mcpc/bin/mcpc'
const SESSION = '@journey'

/** Apify's command line, which keeps a session open in a process beside it. */
export const mcpc: ClientUnderTest = {
  name: 'mcpc',
  async connect(endpoint, token) {
    const home = await mkdtemp(join(tmpdir(), 'chaperone-mcpc-'))
    const ask = (...args: string[]) => runCommandLine(PROGRAM, ['--json', ...args], home)
    const forget = () => rm(home, { recursive: true, force: true })
    await bridged(() => ask('connect', endpoint, SESSION, '--header', `Authorization: Bearer ${token}`)).catch(
      async (error: unknown) => {
        await forget()
        throw error
      },
    )
    return {
      async toolNames() {
        const tools = JSON.parse(await ask(SESSION, 'tools-list')) as { name: string }[]
        return tools.map(({ name }) => name)
      },
      call: (tool, args) => ask(SESSION, 'tools-call', tool, JSON.stringify(args)),
      async close() {
        await ask('close', SESSION)
        await forget()
      },
    }
  },
}
