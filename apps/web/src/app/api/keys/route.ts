import { newKeySchema } from '@chaperone/contracts'
import { readBody } from '@/host/host-route'
import { keyAnswer, keyRoute } from '@/keys/key-route'

const DAY_SECONDS = 86_400

/** Every key, without its secret, which nobody has. */
export const GET = keyRoute(async ({ desk }) => keyAnswer({ keys: await desk.list() }))

/** A new key. Its text is in this answer and nowhere else. */
export const POST = keyRoute(async ({ desk, request }) => {
  const { days, ...order } = await readBody(request, newKeySchema)
  return keyAnswer(await desk.create({ ...order, expiresInSeconds: days * DAY_SECONDS }), 201)
})
