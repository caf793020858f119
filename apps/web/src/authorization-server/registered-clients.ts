import { JWT_BEARER_GRANT } from '@chaperone/contracts'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { database } from '../database'
import { env } from '../env'
import { isBlocked } from './blocked-clients'
import { saveSelfRegistered } from './self-registration'

/** The clients that the operator registered with `npm run clients`, and those that registered themselves. */
export class RegisteredClients implements Adapter {
  async find(id: string): Promise<AdapterPayload | undefined> {
    // PostgreSQL cannot store NUL, so no client has it in its id.
    if (id.includes('\0')) return undefined
    const client = await database().unowned.client.findUnique({ where: { id } })
    if (!client || (await isBlocked(id))) return undefined
    const metadata = client.metadata as unknown as RegisteredMetadata
    return {
      ...metadata,
      grant_types: grantTypesOf(metadata),
      client_id: id,
      client_name: client.name,
    } as AdapterPayload
  }

  async findByUid(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}

  /** Only what registers itself comes here. @throws InvalidClientMetadata, TemporarilyUnavailable */
  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    await saveSelfRegistered(id, payload)
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

interface RegisteredMetadata {
  grant_types: string[]
  token_endpoint_auth_method?: string
}

/** Where a company's identity provider is configured, clients that ask people and prove a key may redeem its word. */
function grantTypesOf({ grant_types: own, token_endpoint_auth_method: method }: RegisteredMetadata): string[] {
  const isProven = method === 'private_key_jwt' && own.includes('authorization_code')
  return isProven && env().IDENTITY_PROVIDERS.length > 0 ? [...own, JWT_BEARER_GRANT] : own
}
