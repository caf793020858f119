import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { once } from '../once'

export const MIN_PASSWORD_CHARACTERS = 12
export const MAX_PASSWORD_CHARACTERS = 200
/** From here on a password need not look random. */
const LONG_PASSWORD_CHARACTERS = 16
/** Of the grades from 0 to 4, the one at which guessing offline takes years and not hours. */
const GOOD_SCORE = 3

/** An estimate takes longer the longer the password, on the thread that answers everybody. What is weak shows here. */
const GRADED_CHARACTERS = 64

/** Beside what is known of the person. */
const MIN_CHARACTERS_OF_ONES_OWN = 8

const estimator = once('password-estimator', () => new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }))

/** `same`: it is the one that was to be replaced. */
export type PasswordProblem = 'short' | 'long' | 'guessable' | 'same'

/**
 * Why a new password is not taken, or null. Guessable are those that were found in breaches, and what one makes of them
 * or of the person's own name and address. No rules about kinds of characters: they make passwords alike.
 *
 * @see NIST SP 800-63B-4 §3.1.1.2; OWASP ASVS 5.0 V6.2
 */
export function passwordProblem(password: string, about: readonly string[]): Exclude<PasswordProblem, 'same'> | null {
  const { length } = password
  if (length < MIN_PASSWORD_CHARACTERS) return 'short'
  if (length > MAX_PASSWORD_CHARACTERS) return 'long'
  // A guesser begins with what is known of the person, in pieces.
  const pieces = [...about, ...about.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u)), 'chaperone', 'demo']
  const known = pieces.filter(({ length: characters }) => characters > 2)
  const rest = known.reduce(without, password.toLowerCase())
  if (rest.length < MIN_CHARACTERS_OF_ONES_OWN) return 'guessable'
  const needed = length < LONG_PASSWORD_CHARACTERS ? GOOD_SCORE + 1 : GOOD_SCORE
  return estimator().check(password.slice(0, GRADED_CHARACTERS), known).score < needed ? 'guessable' : null
}

function without(text: string, piece: string): string {
  return text.split(piece.toLowerCase()).join('')
}
