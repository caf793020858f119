import { keyRotationSchema } from '@chaperone/contracts'
import { readBody } from '@/host/host-route'
import { keyAnswer, keyIdIn, keyRoute } from '@/keys/key-route'

const DAY_SECONDS = 86_400

/** A new key in the place of an old one, which ends after the overlap. */
export const POST = keyRoute<{ keyId: string }>(async ({ desk, request, params }) => {
  const { overlapSeconds, days } = await readBody(request, keyRotationSchema)
  const expiresInSeconds = days && days * DAY_SECONDS
  return keyAnswer(await desk.rotate(keyIdIn(params), { overlapSeconds, expiresInSeconds }), 201)
})
