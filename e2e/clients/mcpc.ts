import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientUnderTest } from './client-under-test.ts'
import { runCommandLine } from './run-command-line.ts'

const PROGRAM = '@apify/mcpc/bin/mcpc'
const SESSION = '@journey'
/** It gives the process beside it five seconds to start, which a busy machine exceeds. */
const ATTEMPTS = 5

/** Apify's command line, which keeps a session open in a process beside it. */
export const mcpc: ClientUnderTest = {
  name: 'mcpc',
  async connect(endpoint, token) {
    const home = await mkdtemp(join(tmpdir(), 'chaperone-mcpc-'))
    const ask = (...args: string[]) => runCommandLine(PROGRAM, ['--json', ...args], home)
    const forget = () => rm(home, { recursive: true, force: true })
    await connected(() => ask('connect', endpoint, SESSION, '--header', `Authorization: Bearer ${token}`)).catch(
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

async function connected(connect: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return void (await connect())
    } catch (error) {
      if (attempt === ATTEMPTS || !String(error).includes('Bridge failed to start')) throw error
    }
  }
}
