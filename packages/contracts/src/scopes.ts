import type { ServerName } from './servers.ts'

/** Every scope of every resource, with the sentence a person reads on the consent page. */
export const scopeSentences = {
  'weather:read': 'Search places and read the weather',
  'weather:places:read': 'See your saved places',
  'weather:places:write': 'Save and remove places for you',
  'calendar:read': 'See your events and free time',
  'calendar:write': 'Create and change events in your calendar',
  'calendar:delete': 'Delete events from your calendar',
  'tasks:read': 'See your projects and tasks',
  'tasks:write': 'Create, change and complete tasks',
  'tasks:share': 'Share your projects with other people',
  'tasks:delete': 'Delete tasks',
  'host:read': 'See which servers and tools you may use',
  'host:call': 'Read what you can read on every server, and propose changes, each of which needs your approval',
} as const

export type Scope = keyof typeof scopeSentences
export type Resource = ServerName | 'host'

export const allScopes = Object.keys(scopeSentences) as Scope[]

/** The scopes that exist at one resource. A token for that resource can carry no others. */
export const resourceScopes: Record<Resource, readonly Scope[]> = {
  weather: allScopes.filter((scope) => scope.startsWith('weather:')),
  calendar: allScopes.filter((scope) => scope.startsWith('calendar:')),
  tasks: allScopes.filter((scope) => scope.startsWith('tasks:')),
  host: allScopes.filter((scope) => scope.startsWith('host:')),
}

/** Splits a space-separated `scope` parameter. @see RFC 6749 §3.3 */
export function parseScope(scope: string | undefined): string[] {
  return scope?.split(' ').filter(Boolean) ?? []
}

/** Key of a tool's `_meta` under which a server says which scope a call needs. */
export const SCOPE_META_KEY = 'chaperone/scope'
