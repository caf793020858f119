import { keyAnswer, keyIdIn, keyRoute } from '@/keys/key-route'

/** Revokes one key, from the next request on. Twice is not an error. */
export const DELETE = keyRoute<{ keyId: string }>(async ({ desk, params }) => {
  const id = keyIdIn(params)
  await desk.revoke(id)
  return keyAnswer({ id, isRevoked: true })
})
