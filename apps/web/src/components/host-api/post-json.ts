import { hostApiError } from './host-api-error.ts'

/**
 * Posts JSON to the host API with the session cookie.
 *
 * @throws HostApiError when the status is not 2xx
 */
export async function postJson(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'same-origin',
    ...(signal && { signal }),
  })
  if (!response.ok) throw await hostApiError(response)
  return response
}
