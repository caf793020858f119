import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { once } from '../once'

export const MIN_PASSWORD_CHARACTERS = 12
export const MAX_PASSWORD_CHARACTERS = 200
/** Of five grades, the one at which guessing offline takes years and not hours. */
const GOOD_SCORE = 3

const estimator = once('password-estimator', () => new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }))

export type PasswordProblem = 'short' | 'long' | 'guessable'

/**
 * Why a new password is not taken, or null. Guessable are those that were found in breaches, and what one makes of them
 * or of the person's own name and address. No rules about kinds of characters: they make passwords alike.
 *
 * @see NIST SP 800-63B-4 §3.1.1.2; OWASP ASVS 5.0 V6.2
 */
export function passwordProblem(password: string, about: readonly string[]): PasswordProblem | null {
  const { length } = [...password]
  if (length < MIN_PASSWORD_CHARACTERS) return 'short'
  if (length > MAX_PASSWORD_CHARACTERS) return 'long'
  return estimator().check(password, [...about, 'chaperone']).score < GOOD_SCORE ? 'guessable' : null
}
