import { generateKeyPairSync } from 'node:crypto'
import type { ClientOffice, Machine, Target } from '@chaperone/attack-suite'
import { type ClientDesk, openClientDesk } from '../../scripts/system/client-desk.ts'
import { atDesk } from './at-desk.ts'

const NAME = 'Attack suite'

/** The operator, who registers, removes and blocks clients. */
export function clientOfficeOf(target: Target): ClientOffice {
  const at = <Result>(work: (desk: ClientDesk) => Promise<Result>) => atDesk(target, openClientDesk, work)
  return {
    addMachine: (order) => at((desk) => desk.addMachine({ name: NAME, ...order })) as Promise<Machine>,
    async add({ redirectUri }) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const key = publicKey.export({ format: 'jwk' }) as Machine['privateKey']
      const { id } = await at((desk) => desk.add({ name: NAME, redirectUris: [redirectUri], key }))
      return { id, privateKey: privateKey.export({ format: 'jwk' }) as Machine['privateKey'] }
    },
    remove: (id) => at((desk) => desk.remove(id)),
    block: async (id) => void (await at((desk) => desk.block(id))),
    unblock: (id) => at((desk) => desk.unblock(id)),
  }
}
