import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientOffice, Machine, Target } from '@chaperone/attack-suite'
import { runCommand } from './run-command.ts'

/** The operator at the command line: registers, removes and blocks clients with `npm run clients`. */
export function clientOfficeOf(target: Target): ClientOffice {
  return {
    addMachine({ server, scopes }) {
      const order = ['--name', 'Attack suite', '--server', server, '--scopes', scopes.join(' ')]
      return runCommand<Machine>(target, 'clients', 'add-machine', ...order)
    },
    async add({ redirectUri }) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const folder = await mkdtemp(join(tmpdir(), 'chaperone-client-'))
      try {
        const file = join(folder, 'public.jwk.json')
        await writeFile(file, JSON.stringify(publicKey.export({ format: 'jwk' })))
        const order = ['--name', 'Attack suite', '--redirect', redirectUri, '--key', file]
        const { id } = await runCommand<{ id: string }>(target, 'clients', 'add', ...order)
        return { id, privateKey: privateKey.export({ format: 'jwk' }) as Machine['privateKey'] }
      } finally {
        await rm(folder, { recursive: true })
      }
    },
    async remove(id) {
      await runCommand(target, 'clients', 'remove', id)
    },
    async block(id) {
      await runCommand(target, 'clients', 'block', id)
    },
    async unblock(id) {
      await runCommand(target, 'clients', 'unblock', id)
    },
  }
}
