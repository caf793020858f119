import { revokeTokens } from '@chaperone/mcp-host'
import { inOneLine } from '../host/in-one-line'
import type { AccountSecret } from './kept-accounts'
import { fetchAuthorizationServer } from './remote-fetch'
import { clientOf, findServer } from './remote-servers'

/** Ends tokens that are kept no more where they came from, if that is offered and somebody answers. Never throws. */
export async function revokeSecret(serverId: string, secret: AccountSecret | undefined): Promise<void> {
  await revoke(serverId, secret).catch((error: unknown) =>
    console.error('tokens of a remote server could not be revoked there', inOneLine(error)),
  )
}

async function revoke(serverId: string, secret: AccountSecret | undefined): Promise<void> {
  if (secret?.kind !== 'oauth') return
  const server = await findServer(serverId)
  if (!server) return
  const { remote, tokens } = secret
  await revokeTokens({ remote, tokens, client: clientOf(server, remote), fetch: fetchAuthorizationServer })
}
