import { parseScope, resourceScopes, type Scope, scopeSentences } from '@chaperone/contracts'
import type { Broker, HostCredential } from '../broker.ts'
import type { ApprovalStore } from '../storage.ts'
import { askPerson, type QuestionedCall } from './ask-person.ts'
import { approvalDigest } from './digest.ts'
import { CallRefused, type ScopesWanted } from './refused.ts'
import type { Decided } from './require-approval.ts'

interface RefusedCall extends QuestionedCall {
  /** What the server answered. */
  refusal: ScopesWanted
  credential: HostCredential
  decided: Decided | null
}

/**
 * A server that wants more than the tool's own scope does not get it from the host: the person is asked, in words, and
 * their yes is for this call with exactly these scopes. No permission for good answers this, and no key of the host has
 * more to give. Of what a server names only scopes of its own count. It asks once: whoever was given more and wants still
 * more is refused.
 *
 * @throws CallHeld, or what `askPerson` throws
 * @throws CallRefused `insufficient_scope` where there is nothing to ask, or the person does not have it
 * @see MCP 2026-07-28 basic/authorization, Scope Challenge Handling
 */
export async function askForScopes(
  { broker, approvals }: { broker: Broker; approvals: ApprovalStore },
  call: RefusedCall,
): Promise<never> {
  const { turn, connection, tool, refusal, decided } = call
  const { principal } = turn
  if (decided && decided.approval.scopes.length > 0) {
    throw new CallRefused('insufficient_scope', `${connection.title} wants still more than you allowed it for this.`)
  }
  // What a server of somebody else's wants more of, its own authorization server gives.
  const known = connection.server === 'remote' ? [] : resourceScopes[connection.server]
  const more = known.filter((scope) => scope !== tool.scope && refusal.scopes.includes(scope))
  const isForeign = refusal.scopes.some((scope) => !known.some((one) => one === scope))
  // Without a scope of its own the tool was called with all that the person has.
  if (call.credential.shown.kind !== 'user_jwt' || !tool.scope || isForeign || more.length === 0) throw refusal

  const { shown } = await broker.credentialFor(principal, connection)
  const owned = parseScope(String(shown.claims?.scope ?? ''))
  const wants = `${connection.title} also wants to ${inWords(more)} for this`
  if (!more.every((scope) => owned.includes(scope))) {
    throw new CallRefused(
      'insufficient_scope',
      `${wants}. You do not have that right; whoever runs this system can give it.`,
    )
  }
  const asked = {
    userId: principal.userId,
    connection: connection.id,
    tool: tool.definition.name,
    arguments: call.arguments,
  }
  const digest = approvalDigest(asked, tool.hash, more)
  // What a program proposed and the person approved is still what the program proposed.
  const program = decided?.approval.program ?? principal.program
  return askPerson(approvals, { ...call, digest, reason: `${wants}.`, scopes: more, canStand: false, program })
}

/** Our words for them, from the consent page: nothing that the server says itself. */
function inWords(scopes: readonly Scope[]): string {
  return scopes
    .map((scope) => scopeSentences[scope])
    .map((sentence) => sentence.charAt(0).toLowerCase() + sentence.slice(1))
    .join(', and to ')
}
