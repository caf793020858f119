import type { KeyOffice, Target } from '@chaperone/attack-suite'
import { openCommandKeyDesk } from '../../scripts/system/key-desk.ts'
import { atDesk } from './at-desk.ts'

/** The owner of a server, who issues and revokes keys. */
export function keyOfficeOf(target: Target): KeyOffice {
  return {
    issue({ server, expiresInSeconds }) {
      const order = { server, scopes: [`${server}:read`], serviceAccountId: 'svc_host', clientId: 'attack-suite' }
      return atDesk(target, openCommandKeyDesk, (desk) => desk.create({ ...order, expiresInSeconds }))
    },
    revoke: (id) => atDesk(target, openCommandKeyDesk, (desk) => desk.revoke(id)),
  }
}
