import type { Scope } from '@chaperone/contracts'

interface DemoPerson {
  id: string
  email: string
  name: string
  role: 'member' | 'administrator'
  password: string
  /** Scopes that everybody else has. */
  lacks: Scope[]
}

const password = 'chaperone-demo'

/** The demo's people. Carol administers the system and is in none of the projects, may look at tasks and may not delete events. */
export const people: DemoPerson[] = [
  { id: 'usr_alice', email: 'alice@example.com', name: 'Alice', role: 'member', password, lacks: [] },
  { id: 'usr_bob', email: 'bob@example.com', name: 'Bob', role: 'member', password, lacks: [] },
  {
    id: 'usr_carol',
    email: 'carol@example.com',
    name: 'Carol',
    role: 'administrator',
    password,
    lacks: ['calendar:delete', 'tasks:write', 'tasks:share', 'tasks:delete'],
  },
]

/** Programs with rows of their own, reached by API key. */
export const serviceAccounts = {
  host: { id: 'svc_host', name: 'The host' },
  team: { id: 'svc_team', name: 'The team calendar' },
} as const
