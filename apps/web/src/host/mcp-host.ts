import { HOST_CLIENT_ID } from '@chaperone/contracts'
import { createHost } from '@chaperone/mcp-host'
import { mintToken } from '../authorization-server/mint-token'
import { auditLog } from '../database'
import { once } from '../once'
import { approvalStore } from './approval-store'
import { permissionStore } from './permission-store'
import { pinStore } from './pin-store'
import { connectionRegistry } from './registry'

/** The one host of this process: the only holder of credentials for the servers. */
export const mcpHost = once('mcp-host', () =>
  createHost({
    registry: connectionRegistry(),
    storage: {
      tokens: {
        mint: ({ principal, resource, ...order }) =>
          mintToken({ userId: principal.userId, origin: principal.origin, identifier: resource, ...order }),
      },
      approvals: approvalStore,
      permissions: permissionStore,
      pins: pinStore,
      audit: ({ program, ...entry }) =>
        auditLog().record({ ...entry, actor: HOST_CLIENT_ID, clientId: program ?? HOST_CLIENT_ID, keyId: null }),
    },
    onError: (error) => console.error('a call failed at the host', inOneLine(error)),
  }),
)

/** Of a server that answers with a page of its own: what it says must not look like lines of this log, or fill it. */
const LOGGED_CHARACTERS = 500

function inOneLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? `, because of ${error.cause.message}` : ''
  return JSON.stringify(`${text}${cause}`.slice(0, LOGGED_CHARACTERS))
}
