import { PASSWORD_CHOICES_PER_MINUTE } from '@chaperone/contracts'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { once } from '../once'
import { consume } from './network-limit'
import { type PasswordProblem, passwordProblem } from './password-policy'
import type { Person } from './person'

const perWay = once(
  'password-choices',
  () => new RateLimiterMemory({ points: PASSWORD_CHOICES_PER_MINUTE, duration: 60 }),
)

/**
 * Why a person's new password is not taken, or null. Counted by the way they choose it, so that whoever has a session of
 * theirs does not use up the attempts of the link that ends it.
 */
export async function judgeChoice(
  { id, name, email }: Pick<Person, 'id' | 'name' | 'email'>,
  { password, way }: { password: string; way: 'change' | 'link' },
): Promise<'throttled' | PasswordProblem | null> {
  if (!(await consume(perWay(), `${way} of ${id}`))) return 'throttled'
  return passwordProblem(password, [name, email])
}
