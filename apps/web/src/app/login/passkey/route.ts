import { signInQuestion } from '@/passkeys/sign-in-with-passkey'
import { ownForm } from '@/session/person-form'

/** What this browser asks its authenticators for a sign-in. */
export const POST = ownForm(async () => {
  const { options, cookie } = await signInQuestion()
  return Response.json(options, { headers: { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' } })
})
