import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { bridged } from './bridged.ts'
import { runCommandLine } from './run-command-line.ts'

const PROGRAM = '@apify/mcpc/bin/mcpc'

interface LoginOptions {
  endpoint: string
  /** Where mcpc's client id metadata document is. */
  clientId: string
  /** The person's browser. */
  openBrowser(url: URL): Promise<void>
}

/** Lets Apify's command line sign in to a server as it does for its users, and asks that server for its tools. */
export async function toolsAfterLogin({ endpoint, clientId, openBrowser }: LoginOptions): Promise<string[]> {
  const home = await mkdtemp(join(tmpdir(), 'chaperone-mcpc-'))
  try {
    const args = ['--json', 'login', endpoint, '--client-metadata-url', clientId, '--scope', 'tasks:read']
    const login = spawn(process.execPath, [createRequire(import.meta.url).resolve(PROGRAM), ...args], {
      env: { PATH: `${await withoutBrowser(home)}${delimiter}${process.env.PATH}`, HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = once(login, 'close')
    for await (const line of createInterface({ input: login.stderr })) {
      const url = /^Authorization URL: (\S+)$/.exec(line)?.[1]
      if (url) await openBrowser(new URL(url))
    }
    const [code] = await ended
    if (code !== 0) throw new Error(`mcpc login ended with exit code ${code}`)

    const connect = ['--json', 'connect', endpoint, '@login', '--profile', 'default']
    await bridged(() => runCommandLine(PROGRAM, connect, home))
    const tools = JSON.parse(await runCommandLine(PROGRAM, ['--json', '@login', 'tools-list'], home)) as {
      name: string
    }[]
    await runCommandLine(PROGRAM, ['--json', 'close', '@login'], home)
    return tools.map(({ name }) => name)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/** A folder for the front of PATH in which the programs that open a browser do nothing: the test has one of its own. */
async function withoutBrowser(home: string): Promise<string> {
  const folder = join(home, 'no-browser')
  await mkdir(folder)
  for (const name of ['xdg-open', 'open']) {
    await writeFile(join(folder, name), '#!/bin/sh\n')
    await chmod(join(folder, name), 0o755)
  }
  return folder
}
