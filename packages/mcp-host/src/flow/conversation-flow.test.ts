import type { Hop } from '@chaperone/contracts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConversationSoFar, LeftByTurn } from '../conversation.ts'
import type { CallOutcome, Planner, PlannerContext } from '../planner.ts'
import { alice, connectionTo, type HostInMemory, hostInMemory } from '../testing/host-in-memory.ts'
import { answer, type OddServer, plainTool, startOddServer, told } from '../testing/odd-server.ts'
import { remoteAccountsInMemory } from '../testing/remote-accounts-in-memory.ts'
import { keptResults, labelResult } from './seen.ts'

const SECRET = 'the surprise party is on Friday'
const read = { ...plainTool, name: 'notes_read' }
const write = {
  ...plainTool,
  name: 'notes_write',
  annotations: { readOnlyHint: false, destructiveHint: false },
  inputSchema: { type: 'object', properties: { text: { type: 'string' } } },
}
const search = {
  ...plainTool,
  name: 'search',
  inputSchema: { type: 'object', properties: { query: { type: 'string' } } },
}

let notes: OddServer
let outside: OddServer
let host: HostInMemory
beforeEach(async () => {
  notes = await startOddServer([read, write])
  notes.behave((message, _request, response) => {
    if (!message.params?.name?.startsWith('notes_')) return false
    answer(response, message, told({ text: SECRET }))
    return true
  })
  outside = await startOddServer([search])
  host = hostInMemory([
    connectionTo(notes.url, { id: 'notes', title: 'Notes', trust: 'own', resultLabels: ['private', 'untrusted_text'] }),
    connectionTo(outside.url, { id: 'outside', title: 'Outside' }),
  ])
})
afterEach(() => Promise.all([notes.stop(), outside.stop()]))

interface Turn {
  message: string
  plan(context: PlannerContext): Promise<void>
}

/** Runs turns of one conversation, one after the other, and answers how each call went. */
async function converse(dataFlow: Planner['dataFlow'], ...turns: Turn[]) {
  const outcomes: CallOutcome[][] = []
  const before: Omit<ConversationSoFar, 'leave' | 'turnId'> = { earlier: [], seen: [], memory: null }
  let left: LeftByTurn = { seen: [], memory: null }
  for (const [index, { message, plan }] of turns.entries()) {
    const own: CallOutcome[] = []
    await host.host.runTurn(alice, {
      message,
      timeZone: 'UTC',
      planner: {
        name: 'planner',
        dataFlow,
        run: (context) =>
          plan({
            ...context,
            async call(...proposal) {
              const outcome = await context.call(...proposal)
              own.push(outcome)
              return outcome
            },
          }),
      },
      firstHop: (number) => ({ number }) as Hop,
      signal: new AbortController().signal,
      emit: () => {},
      conversation: {
        ...before,
        turnId: `turn_${index + 1}`,
        leave(what) {
          left = what
        },
      },
    })
    outcomes.push(own)
    before.earlier = [...before.earlier, { message, answer: `as ${SECRET}` }]
    // As a store does it: JSON, and back.
    before.seen = [...before.seen, ...JSON.parse(JSON.stringify(left.seen))]
    before.memory = left.memory
  }
  return outcomes.map((own) => own.map(({ status }) => status))
}

const readNotes: Turn = {
  message: 'what is in my notes?',
  plan: async ({ call }) => void (await call('notes', 'notes_read', {})),
}
const searchFor = (message: string, query: string, ...from: Parameters<PlannerContext['call']>[3] & object): Turn => ({
  message,
  plan: async ({ call }) => void (await call('outside', 'search', { query }, from)),
})

test('FLOW-09: what a language model read in one turn does not leave in a later one unasked, in whatever words', async () => {
  const statuses = await converse('unknown', readNotes, searchFor('and the weather?', 'birthday'))
  expect(statuses).toEqual([['done'], ['held']])
  expect(outside.received.filter((line) => line.startsWith('tools/call'))).toEqual([])
  // The person's words of this message are theirs; those of an earlier one are a dictionary.
  const further = await converse(
    'unknown',
    { ...readNotes, message: 'what do my notes say of Porto?' },
    searchFor('weather in Lisbon', 'Lisbon'),
    searchFor('and there?', 'Porto'),
  )
  expect(further).toEqual([['done'], ['done'], ['held']])
})

test('FLOW-10: a permission for good is none once an earlier turn has read what others wrote', async () => {
  const note: Turn = {
    message: 'write it down',
    plan: async ({ call }) => void (await call('notes', 'notes_write', { text: 'x' })),
  }
  let approvalId = ''
  await converse('unknown', {
    message: 'write it down',
    async plan({ call }) {
      const outcome = await call('notes', 'notes_write', { text: 'x' })
      if (outcome.status === 'held') approvalId = outcome.approvalId
    },
  })
  await host.host.decide(alice, approvalId, 'approve_always', () => {})
  expect(await converse('unknown', note)).toEqual([['done']])
  expect(await converse('unknown', readNotes, note)).toEqual([['done'], ['held']])
})

test('FLOW-11: a planner that declares is exact over turns: what it names or copies is asked about, and nothing else', async () => {
  const results = await converse(
    'declared',
    readNotes,
    searchFor('and the weather?', 'Lisbon'),
    searchFor('and that?', 'birthday', { turnId: 'turn_1', hop: 2 }),
    searchFor('and that?', 'birthday', { turnId: 'turn_2', hop: 2 }),
    searchFor('look', SECRET.slice(0, 18)),
  )
  expect(results).toEqual([['done'], ['done'], ['held'], ['done'], ['held']])
  const said = await converse('declared', { ...readNotes, message: SECRET }, searchFor('look for it', SECRET))
  expect(said).toEqual([['done'], ['done']])
})

test('FLOW-12: what an approved call answers later, and what was kept in part, counts as seen too', async () => {
  const { host: real } = host
  let approvalId = ''
  await converse('unknown', {
    message: 'write it down',
    async plan({ call }) {
      const outcome = await call('notes', 'notes_write', { text: 'x' })
      if (outcome.status === 'held') approvalId = outcome.approvalId
    },
  })
  const decided = await real.decide(alice, approvalId, 'approve', () => {})
  expect(decided?.seen).toMatchObject([{ connection: 'notes', labels: ['private', 'untrusted_text'], texts: [SECRET] }])

  // Any text of unknown origin may be what was not kept.
  notes.behave((message, _request, response) => {
    if (message.params?.name !== 'notes_read') return false
    answer(response, message, told({ text: `${SECRET} ${'x'.repeat(40_000)}` }))
    return true
  })
  expect(await converse('declared', readNotes, searchFor('and that?', 'birthday'))).toEqual([['done'], ['held']])
  expect(await converse('declared', readNotes, searchFor('look for a birthday', 'birthday'))).toEqual([
    ['done'],
    ['done'],
  ])

  const connection = connectionTo('http://localhost', { id: 'notes', resultLabels: ['private'] })
  const seen: Parameters<typeof labelResult>[0] = []
  labelResult(seen, { hop: 2, connection, result: ['x'.repeat(40_000), 'short'] })
  expect(keptResults('turn_1', seen)).toMatchObject([{ texts: [], isWhole: false, labels: ['private'] }])
})

test.each([
  ['beside a value that is empty', { content: [{ type: 'text', text: SECRET }], structuredContent: {} }, 'done'],
  [
    'in the error that it answers with',
    { content: [{ type: 'text', text: `{"error":"busy","message":"${SECRET.replace(' ', '\\n')}"}` }], isError: true },
    'refused',
  ],
])('FLOW-15: what a server tells %s is labelled as well', async (_where, result, status) => {
  const accounts = remoteAccountsInMemory()
  host = hostInMemory([connectionTo(outside.url, { id: 'outside', title: 'Outside' })], { remote: accounts })
  accounts.connect(alice.userId, { id: 'ext-notes', title: 'Notes', resource: notes.url }, {})
  notes.list([{ name: 'notes_read', annotations: { readOnlyHint: true }, inputSchema: { type: 'object' } }])
  await host.host.connections(alice)
  host.acceptWaiting('ext-notes')
  notes.behave((message, _request, response) => {
    if (message.method !== 'tools/call') return false
    answer(response, message, result)
    return true
  })
  const readThere: Turn = { ...readNotes, plan: async ({ call }) => void (await call('ext-notes', 'notes_read', {})) }
  const copied = searchFor('look', SECRET.slice(0, 18))
  expect(await converse('declared', readThere, copied)).toEqual([[status], ['held']])
})
