import { KEY_API_PATH, type KeyRotationRequest, type NewKeyRequest, type ShownKey } from '@chaperone/contracts'
import { HostApiError, hostApiError } from '@/components/host-api/host-api-error'

/** @throws HostApiError when the status is not 2xx */
async function send<Answer>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${KEY_API_PATH}${path}`, {
    method,
    credentials: 'same-origin',
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!response.ok) throw await hostApiError(response)
  return (await response.json()) as Answer
}

export function makeKey(order: NewKeyRequest): Promise<ShownKey> {
  return send('POST', '', order)
}

export function rotateKey(id: string, order: KeyRotationRequest): Promise<ShownKey> {
  return send('POST', `/${id}/rotate`, order)
}

export function revokeKey(id: string): Promise<unknown> {
  return send('DELETE', `/${id}`)
}

/** What to tell the person of a failure. */
export function keyProblem(error: unknown): string {
  return error instanceof HostApiError ? error.message : 'The app could not be reached. Look before you try again.'
}
