import { isDeepStrictEqual } from 'node:util'
import type { Attack } from './attack.ts'
import { errorOf } from './error-of.ts'
import type { Exchange } from './http/exchange.ts'
import type { Scene } from './scene.ts'
import { unmetExpectations } from './unmet-expectations.ts'

export interface AttackResult {
  id: string
  /** Whether the control held: no failures. */
  hasHeld: boolean
  /** One sentence for each thing that was not as it must be. */
  failures: string[]
  honest: Exchange
  /** Missing when the honest request did not work: then the attack proves nothing and is not tried. */
  attack?: Exchange
}

/**
 * Proves one control: first that the honest request works, then that the attack is refused as expected, shows nothing
 * the attacker did not know, and changed nothing.
 */
export async function runAttack(attack: Attack, scene: Scene): Promise<AttackResult> {
  const fixture = await attack.prepare?.(scene)
  try {
    const honest = await attack.honest(scene, fixture)
    if (!(attack.isAccepted ?? isAccepted)(honest)) {
      const failure = `the honest request got HTTP ${honest.status} with error ${errorOf(honest) ?? 'none'}`
      return { id: attack.id, hasHeld: false, failures: [failure], honest }
    }

    const before = await attack.state?.(scene, fixture)
    const answer = await attack.attack(scene, fixture)
    const failures = [...unmetExpectations(answer, attack.expect), ...leaks(honest, answer)]
    const after = await attack.state?.(scene, fixture)
    if (!isDeepStrictEqual(before, after)) failures.push('the attack changed something')
    const twin = await attack.twin?.(scene, fixture)
    if (twin && !isSameAnswer(twin, answer)) failures.push('"not yours" and "not there" can be told apart')
    return { id: attack.id, hasHeld: failures.length === 0, failures, honest, attack: answer }
  } finally {
    await attack.clean?.(scene, fixture)
  }
}

function isAccepted(answer: Exchange): boolean {
  return answer.status === 200 && errorOf(answer) === null
}

function isSameAnswer(a: Exchange, b: Exchange): boolean {
  return a.status === b.status && a.body === b.body
}

const IDENTIFIER = /\b(?:prj|task|cal|evt|plc|mbr|apr|usr|svc)_[0-9a-z]{4,}\b/g

/** Identifiers that the honest answer shows must not be in the attacker's, unless the attacker sent them. */
function leaks(honest: Exchange, answer: Exchange): string[] {
  const known = `${answer.request.url} ${answer.request.body}`
  const secret = new Set(honest.body.match(IDENTIFIER) ?? [])
  return [...secret]
    .filter((id) => answer.body.includes(id) && !known.includes(id))
    .map((id) => `the answer to the attack shows ${id}`)
}
