import type { Resource } from '@chaperone/contracts'
import { database } from '../database'

/** The scopes that a client which acts for itself has at one resource. */
export async function scopesOfClient(clientId: string, resource: Resource): Promise<string[]> {
  const client = await database().unowned.client.findUnique({ where: { id: clientId } })
  return client?.resource === resource ? client.scopes : []
}

/** The scopes a person has at one resource. No token of theirs carries any other. */
export async function scopesOf(userId: string, resource: Resource): Promise<string[]> {
  const row = await database().unowned.scopeAssignment.findUnique({
    where: { userId_resource: { userId, resource } },
  })
  return row?.scopes ?? []
}
