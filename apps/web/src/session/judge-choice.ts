import { PASSWORD_CHOICES_PER_MINUTE } from '@chaperone/contracts'
import { counter } from '../counter'
import { type PasswordProblem, passwordProblem } from './password-policy'
import type { Person } from './person'

const perWay = counter('password-choices', PASSWORD_CHOICES_PER_MINUTE)

/**
 * Why a person's new password is not taken, or null. Counted by the way they choose it, so that whoever has a session of
 * theirs does not use up the attempts of the link that ends it.
 */
export async function judgeChoice(
  { id, name, email }: Pick<Person, 'id' | 'name' | 'email'>,
  { password, way }: { password: string; way: 'change' | 'link' },
): Promise<'throttled' | PasswordProblem | null> {
  const { isAllowed } = await perWay().take(`${way} of ${id}`)
  if (!isAllowed) return 'throttled'
  return passwordProblem(password, [name, email])
}
