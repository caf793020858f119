import type { Adapter, AdapterPayload } from 'oidc-provider'
import { database } from '../database'

/** The clients that somebody registered with `npm run clients`. This server reads them, and changes none. */
export class RegisteredClients implements Adapter {
  async find(id: string): Promise<AdapterPayload | undefined> {
    // PostgreSQL cannot store NUL, so no client has it in its id.
    if (id.includes('\0')) return undefined
    const client = await database().unowned.client.findUnique({ where: { id } })
    return client
      ? ({ ...(client.metadata as object), client_id: id, client_name: client.name } as AdapterPayload)
      : undefined
  }

  async findByUid(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}

  async upsert(): Promise<never> {
    return refuse()
  }
  async consume(): Promise<never> {
    return refuse()
  }
  async destroy(): Promise<never> {
    return refuse()
  }
  async revokeByGrantId(): Promise<never> {
    return refuse()
  }
}

function refuse(): never {
  throw new Error('clients are registered with npm run clients')
}
