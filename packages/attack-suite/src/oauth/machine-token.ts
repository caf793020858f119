import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import type { Exchange } from '../http/exchange.ts'
import type { Machine } from '../scene.ts'
import { postForm } from './post-form.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export interface MachineRequest {
  /** Origin of the authorization server, which is the assertion's audience. */
  issuer: string
  machine: Machine
  resource: string
  scope: string
}

/**
 * Proof that a client holds its key: good for one request. Claims can be replaced.
 *
 * @see RFC 7523 §3
 */
export async function clientAssertion(
  { issuer, machine }: Pick<MachineRequest, 'issuer' | 'machine'>,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  const { id } = machine
  const claims = { iss: id, sub: id, aud: issuer, jti: randomUUID(), iat: now, exp: now + 60, ...changes }
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(await importJWK(machine.privateKey, 'ES256'))
}

/** Asks for a token by client credentials. Fields of the form can be replaced, or left out with undefined. */
export async function requestMachineToken(
  { issuer, machine, resource, scope }: MachineRequest,
  changes: Record<string, string | undefined> = {},
): Promise<Exchange> {
  const fields = {
    grant_type: 'client_credentials',
    client_id: machine.id,
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: changes.client_assertion ?? (await clientAssertion({ issuer, machine })),
    resource,
    scope,
    ...changes,
  }
  return postForm(`${issuer}/oauth/token`, fields)
}
