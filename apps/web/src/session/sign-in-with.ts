import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import { isPasswordRight } from './password'
import type { SignIn } from './sessions'
import { forgetAttempts, mayTry } from './throttle'

const credentialsSchema = z.object({
  // PostgreSQL cannot store NUL, so no account has it in its address.
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .regex(/^\P{Cc}*$/u),
  password: z.string().min(1).max(200),
})

export type SignInOutcome =
  | { status: 'right'; user: { id: string; email: string; name: string }; stillHolds: SignIn['stillHolds'] }
  /** `subject`: whose account it is, when that was looked up. */
  | { status: 'wrong' | 'throttled' | 'unavailable'; subject: string | null }

/**
 * One sign-in, judged and written into the audit: whom it concerns, never what was typed, which may be a password in
 * the wrong field.
 */
export async function signInWith(input: unknown, address: string): Promise<SignInOutcome> {
  const outcome = await checkCredentials(input, address)
  const isRight = outcome.status === 'right'
  const subject = isRight ? outcome.user.id : outcome.subject
  const verdict = isRight ? 'allowed' : 'refused'
  recordEvent({ server: 'web', subject, isStranger: !isRight, verdict, reason: `sign_in_${outcome.status}` })
  return outcome
}

/**
 * Whether these are the email and password of a person. Never rejects: what failed inside is for the log, not for a
 * stranger, who is told only that it cannot be judged now.
 */
async function checkCredentials(input: unknown, address: string): Promise<SignInOutcome> {
  const credentials = credentialsSchema.safeParse(input)
  if (!credentials.success) return { status: 'wrong', subject: null }
  const { email, password } = credentials.data
  try {
    if (!(await mayTry(email, address))) return { status: 'throttled', subject: null }
    const user = await database().unowned.user.findUnique({ where: { email } })
    const isRight = await isPasswordRight(user?.passwordHash ?? null, password)
    if (!isRight || !user?.passwordHash) return { status: 'wrong', subject: user?.id ?? null }
    await forgetAttempts(email, address)
    const { id, name, passwordHash } = user
    return { status: 'right', user: { id, email: user.email, name }, stillHolds: () => isHashOf(id, passwordHash) }
  } catch (error) {
    console.error('a sign-in could not be judged', error)
    return { status: 'unavailable', subject: null }
  }
}

async function isHashOf(id: string, passwordHash: string): Promise<boolean> {
  return (await database().unowned.user.count({ where: { id, passwordHash } })) === 1
}
