import { type Scope, scopeSentences } from '@chaperone/contracts'

/** The consent page speaks to a person of what is theirs; a key's program has a service account's. */
const ofItsAccount: Partial<Record<Scope, string>> = {
  'weather:places:read': 'See the places that its account has saved',
  'weather:places:write': 'Save and remove places of its account',
  'calendar:read': 'See the events and the free time of its account',
  'calendar:write': 'Create and change events in its account’s calendar',
  'calendar:delete': 'Delete events from its account’s calendar',
}

/** What a key with this scope may do, after `May`. */
export function keyScopeSentence(scope: Scope): string {
  return ofItsAccount[scope] ?? scopeSentences[scope]
}
