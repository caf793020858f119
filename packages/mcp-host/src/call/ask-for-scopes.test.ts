import { allScopes, SCOPE_META_KEY, type TurnEvent } from '@chaperone/contracts'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Registry } from '../registry.ts'
import { alice, connectionTo, type HostInMemory, hostInMemory } from '../testing/host-in-memory.ts'
import { type OddServer, plainTool, startOddServer } from '../testing/odd-server.ts'

const _meta = { [SCOPE_META_KEY]: 'tasks:read' }
const readNote = { ...plainTool, inputSchema: { type: 'object' }, _meta }
const writeNote = {
  ...readNote,
  name: 'notes_write',
  annotations: { readOnlyHint: false, destructiveHint: false },
  _meta: { [SCOPE_META_KEY]: 'tasks:write' },
}

let server: OddServer
let host: HostInMemory
/** What each call came with, in order. */
let shown: string[]
/** What a call must come with; nobody knows before it is refused. */
let wanted: string
beforeEach(async () => {
  server = await startOddServer([readNote, writeNote])
  host = hostOf()
  shown = []
  wanted = 'tasks:read tasks:delete'
  server.behave((message, { headers }, response) => {
    if (message.method !== 'tools/call') return false
    const [scheme, credential = ''] = headers.authorization?.split(' ') ?? []
    const scope = scheme === 'DPoP' ? String(decodeJwt(credential).scope) : 'a key'
    shown.push(scope)
    if (wanted.split(' ').every((one) => scope.split(' ').includes(one))) return false
    const challenge = `Bearer error="insufficient_scope", scope="${wanted}"`
    response.writeHead(403, { 'WWW-Authenticate': challenge }).end('{"error":"insufficient_scope"}')
    return true
  })
})
afterEach(() => server.stop())

function hostOf(owned: readonly string[] = allScopes, change: Partial<Registry[number]> = {}): HostInMemory {
  return hostInMemory([connectionTo(server.url, { title: 'Notes', trust: 'own', ...change })], { owned })
}

/** Proposes a call that is held, and the question it became. */
async function held(tool = 'notes_read', args = {}) {
  let asked: TurnEvent | undefined
  const outcome = await host.host.call(alice, { connection: 'odd', tool, arguments: args }, (event) => {
    if (event.type === 'approval') asked = event
  })
  if (outcome.status !== 'held' || asked?.type !== 'approval') throw new Error(`not held: ${JSON.stringify(outcome)}`)
  return { card: asked.approval, hop: outcome.hopRecord }
}

async function decide(id: string, decision: 'approve' | 'approve_always' | 'deny' = 'approve') {
  const asked: TurnEvent[] = []
  const decided = await host.host.decide(alice, id, decision, (event) => {
    if (event.type === 'approval') asked.push(event)
  })
  return { outcome: decided?.outcome, asked: asked.flatMap((one) => (one.type === 'approval' ? one.approval : [])) }
}

test('what a server wants in addition is asked in our words, and given for this call once it is approved', async () => {
  const { card, hop } = await held()
  expect(card).toMatchObject({ reason: 'Notes also wants to delete tasks for this.', canStand: false })
  expect(hop).toMatchObject({ verdict: 'needs_approval', reason: card.reason, decidedBy: { threat: 'APR-13' } })
  const { outcome } = await decide(card.id)
  expect(outcome).toMatchObject({ status: 'done', hopRecord: { scope: 'tasks:read tasks:delete' } })
  expect(shown).toEqual(['tasks:read', 'tasks:read tasks:delete'])
  expect(host.audit.map(({ verdict, approver }) => [verdict, approver])).toEqual([
    ['needs_approval', null],
    ['allowed', alice.userId],
  ])
  // The next call comes with what its tool needs, and is asked about again.
  await held()
  expect(shown.at(-1)).toBe('tasks:read')
})

test('a change that was approved and then refused for its scope is a new question, of which the first is none', async () => {
  wanted = 'tasks:write tasks:delete'
  const first = await held('notes_write', { text: 'a' })
  expect(first.card.reason).toBeNull()
  const { outcome, asked } = await decide(first.card.id)
  expect(outcome?.status).toBe('held')
  expect(asked).toMatchObject([{ reason: 'Notes also wants to delete tasks for this.', arguments: { text: 'a' } }])
  expect((await decide(String(asked[0]?.id))).outcome?.status).toBe('done')
  expect(shown).toEqual(['tasks:write', 'tasks:write tasks:delete'])
})

test('APR-13: a yes is for exactly the scopes that were asked about, these arguments and this definition', async () => {
  const changes: ((approval: { scopes: string[]; arguments: Record<string, unknown> }) => void)[] = [
    (approval) => approval.scopes.push('tasks:share'),
    (approval) => approval.scopes.pop(),
    (approval) => Object.assign(approval.arguments, { id: 'another' }),
  ]
  for (const change of changes) {
    const { card } = await held()
    change(host.approvals.get(card.id) as never)
    expect((await decide(card.id)).outcome).toMatchObject({ status: 'refused', code: 'approval_mismatch' })
  }
  const { card } = await held()
  expect(card.digest).not.toBe((await held('notes_read', { id: 'another' })).card.digest)
  wanted = 'tasks:read tasks:share'
  expect(card.digest).not.toBe((await held()).card.digest)
  expect((await decide(card.id, 'deny')).outcome).toMatchObject({ status: 'refused', code: 'denied' })
  expect(new Set(shown)).toEqual(new Set(['tasks:read']))
})

test('APR-14: nothing answers for the person: no permission for good, and no yes that is for good', async () => {
  wanted = 'tasks:write'
  const first = await held('notes_write')
  expect((await decide(first.card.id, 'approve_always')).outcome?.status).toBe('done')
  expect((await host.call('odd', 'notes_write')).status).toBe('done')
  wanted = 'tasks:write tasks:delete'
  const { card } = await held('notes_write')
  expect((await decide(card.id, 'approve_always')).outcome?.status).toBe('done')
  await held('notes_write')
})

test('APR-15: a person who does not have it is told so, and who can give it, and is asked nothing', async () => {
  host = hostOf(['tasks:read'])
  const outcome = await host.call('odd', 'notes_read')
  expect(outcome).toMatchObject({ status: 'refused', code: 'insufficient_scope' })
  expect(outcome.hopRecord.reason).toBe(
    'Notes also wants to delete tasks for this. You do not have that right; whoever runs this system can give it.',
  )
  expect(host.approvals.size).toBe(0)
  expect(shown).toEqual(['tasks:read'])
})

test('RGS-30: a server that wants more and more is given more once', async () => {
  const { card } = await held()
  wanted = 'tasks:read tasks:delete tasks:share'
  const { outcome, asked } = await decide(card.id)
  expect(outcome).toMatchObject({ status: 'refused', code: 'insufficient_scope' })
  expect(asked).toEqual([])
  expect(shown).toHaveLength(2)
})

test.each([
  ['scope="calendar:delete"'],
  ['scope="tasks:read calendar:delete"'],
  ['scope="tasks:delete host:call"'],
  ['scope="tasks:delete everything"'],
  ['scope="tasks:read"'],
  ['realm="nothing in particular"'],
])('RGS-31: a server that wants %s, which is not its own to want or was given, gets no question', async (parameter) => {
  await held()
  server.behave((message, _request, response) => {
    if (message.method !== 'tools/call') return false
    response.writeHead(403, { 'WWW-Authenticate': `Bearer error="insufficient_scope", ${parameter}` }).end()
    return true
  })
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'refused', code: 'insufficient_scope' })
  expect(host.approvals.size).toBe(1)
})

test('a tool that names no scope is called with all that the person has, so there is nothing to ask', async () => {
  server.list([plainTool])
  server.behave((message, _request, response) => {
    if (message.method !== 'tools/call') return false
    response.writeHead(403, { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="tasks:delete"' }).end()
    return true
  })
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'refused', code: 'insufficient_scope' })
  expect(host.approvals.size).toBe(0)
})

test.each<Registry[number]['credential']>([
  { kind: 'api_key', key: 'chap_one_two_three' },
  { kind: 'api_key_first', key: 'chap_one_two_three', keyScopes: ['tasks:read'] },
])('RGS-32: a key of the host has no more to give, so nobody is asked to ($kind)', async (credential) => {
  await held()
  host = hostOf(undefined, { credential })
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'refused', code: 'insufficient_scope' })
  expect(host.approvals.size).toBe(0)
  expect(shown).toEqual(['tasks:read', 'a key'])
})

test('a read for the card of another call asks nothing itself: the card says that it could not be read', async () => {
  server.list([
    { ...readNote, name: 'tasks_get' },
    { ...writeNote, name: 'tasks_update' },
  ])
  const { card } = await held('tasks_update', { taskId: 'task_x' })
  expect(card).toMatchObject({ reason: null, subjects: [{ argument: 'taskId', text: null }] })
  expect(shown).toEqual(['tasks:read'])
  expect(host.approvals.size).toBe(1)
})
