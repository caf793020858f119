import { z } from 'zod'
import { database } from '../database'
import { isPasswordRight } from './password'
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
  | { status: 'right'; user: { id: string; email: string; name: string } }
  | { status: 'wrong' | 'throttled' | 'unavailable' }

/**
 * Whether these are the email and password of a person. Never rejects: what failed inside is for the log, not for a
 * stranger, who is told only that it cannot be judged now.
 */
export async function checkCredentials(input: unknown, address: string): Promise<SignInOutcome> {
  const credentials = credentialsSchema.safeParse(input)
  if (!credentials.success) return { status: 'wrong' }
  const { email, password } = credentials.data
  try {
    if (!(await mayTry(email, address))) return { status: 'throttled' }
    const user = await database().unowned.user.findUnique({ where: { email } })
    if (!(await isPasswordRight(user?.passwordHash ?? null, password)) || !user) return { status: 'wrong' }
    await forgetAttempts(email, address)
    return { status: 'right', user: { id: user.id, email: user.email, name: user.name } }
  } catch (error) {
    console.error('a sign-in could not be judged', error)
    return { status: 'unavailable' }
  }
}
