import type { Resource, Scope } from '@chaperone/contracts'

interface DemoPerson {
  id: string
  email: string
  name: string
  role: 'member' | 'administrator'
  password: string
  /** Fewer scopes than there are, where named. */
  scopes: Partial<Record<Resource, Scope[]>>
}

const password = 'chaperone-demo'

/** The demo's people. Carol administers the system and may look at tasks, not change them. */
export const people: DemoPerson[] = [
  { id: 'usr_alice', email: 'alice@example.com', name: 'Alice', role: 'member', password, scopes: {} },
  { id: 'usr_bob', email: 'bob@example.com', name: 'Bob', role: 'member', password, scopes: {} },
  {
    id: 'usr_carol',
    email: 'carol@example.com',
    name: 'Carol',
    role: 'administrator',
    password,
    scopes: { tasks: ['tasks:read'] },
  },
]

/** Programs with rows of their own, reached by API key. */
export const serviceAccounts = { host: 'svc_host', team: 'svc_team' } as const
