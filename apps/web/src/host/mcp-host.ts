import { HOST_CLIENT_ID } from '@chaperone/contracts'
import { createHost } from '@chaperone/mcp-host'
import { auditLog } from '../database'
import { once } from '../once'
import { remoteAccounts } from '../remote/remote-accounts'
import { approvalStore } from './approval-store'
import { hostTracing } from './host-tracing'
import { inOneLine } from './in-one-line'
import { permissionStore } from './permission-store'
import { pinStore } from './pin-store'
import { connectionRegistry } from './registry'
import { tokenMinter } from './token-minter'

/** The one host of this process: the only holder of credentials for the servers. */
export const mcpHost = once('mcp-host', () =>
  createHost({
    registry: connectionRegistry(),
    remote: remoteAccounts,
    storage: {
      tokens: tokenMinter(),
      approvals: approvalStore,
      permissions: permissionStore,
      pins: pinStore,
      audit: ({ program, ...entry }) =>
        auditLog().record({ ...entry, actor: HOST_CLIENT_ID, clientId: program ?? HOST_CLIENT_ID, keyId: null }),
    },
    tracer: hostTracing().tracer,
    onError: (error) => console.error('a call failed at the host', inOneLine(error)),
  }),
)
