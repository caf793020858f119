import {
  CONVERSATIONS_PER_PERSON,
  type Hop,
  KEPT_SEEN_BYTES,
  KEPT_TURN_BYTES,
  TURNS_PER_CONVERSATION,
} from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { newTurn, type TurnState } from '../components/chat/turn-state.ts'
import { database } from '../database.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { type BegunTurn, beginTurn, endTurn, recordDecision } from './conversation-store.ts'
import { deleteConversations, listConversations, openConversation } from './conversations.ts'

const ownerId = 'usr_a'
useWebDatabase({ id: ownerId, email: 'a@example.com' })

async function begun(message = 'What are my tasks?', conversationId?: string): Promise<BegunTurn> {
  const turn = await beginTurn({ ownerId, conversationId, message })
  if (!turn) throw new Error('there is no such conversation')
  return turn
}

function shown({ turnId }: BegunTurn, change: Partial<TurnState> = {}): TurnState {
  return { ...newTurn(turnId, 'What are my tasks?', new Date()), isRunning: false, ...change }
}

const told = (turnId: string) =>
  ({
    turnId,
    hop: 2,
    connection: 'tasks',
    labels: ['private', 'untrusted_text'],
    texts: ['Order \0 cables'],
    numbers: [1],
    isWhole: true,
  }) as const

test('CNV-04: another person’s conversation is none: it is neither read, gone on with, nor deleted', async () => {
  const { conversationId } = await begun()
  await database().unowned.user.create({ data: { id: 'usr_b', email: 'b@example.com', name: 'B' } })
  const stranger = { ownerId: 'usr_b', conversationId, message: 'And now?' }
  expect(await beginTurn(stranger)).toBeNull()
  expect(await openConversation('usr_b', conversationId)).toBeNull()
  expect(await listConversations('usr_b')).toEqual([])
  expect(await deleteConversations('usr_b', { only: conversationId })).toBe(0)
  expect(await deleteConversations('usr_b', 'all')).toBe(0)
  expect((await openConversation(ownerId, conversationId))?.turns).toHaveLength(1)
})

test('CNV-05: a row for a turn cannot be put into another person’s conversation, whatever a query says', async () => {
  const { conversationId } = await begun()
  const row = { id: 'turn_x', conversationId, ownerId: 'usr_c', position: 7, shown: {} }
  await database().unowned.user.create({ data: { id: 'usr_c', email: 'c@example.com', name: 'C' } })
  const put = database().withOwner({ ownerId: 'usr_c' }, (tx) => tx.conversationTurn.create({ data: row }))
  await expect(put).rejects.toThrow()
  expect(await database().unowned.conversation.findMany()).toEqual([])
})

test('a turn is kept as one that was left until it ends, and then with what it showed', async () => {
  const turn = await begun()
  const [left] = (await openConversation(ownerId, turn.conversationId))?.turns ?? []
  expect(left).toMatchObject({ message: 'What are my tasks?', isRunning: false, error: expect.any(String) })
  const answer = [{ text: 'None, \0 \ud800 so far.' }]
  await endTurn(ownerId, turn, {
    shown: shown(turn, { answer }),
    left: { seen: [told(turn.turnId)], memory: { a: 1 } },
  })
  const [ended] = (await openConversation(ownerId, turn.conversationId))?.turns ?? []
  expect(ended).toMatchObject({ error: null, answer: [{ text: 'None, \uFFFD \uFFFD so far.' }] })

  const next = await begun('And then?', turn.conversationId)
  expect(next.before).toMatchObject({ memory: { a: 1 }, earlier: [{ message: 'What are my tasks?' }] })
  expect(next.before.seen[0]).toMatchObject({ turnId: turn.turnId, texts: ['Order \uFFFD cables'] })
})

test('what is decided later is shown, and what it told is seen', async () => {
  const turn = await begun()
  const card = { id: 'apr_1' } as TurnState['held'][number]['card']
  const held = [{ card, state: 'asked' }] as const
  await endTurn(ownerId, turn, { shown: shown(turn, { held }), left: { seen: [], memory: { it: 'a list' } } })
  const events = [{ type: 'answer', part: { text: 'Added.' } }] as const
  const decided = { approvalId: 'apr_1', decision: 'approve', events, seen: [told(turn.turnId)] } as const
  await recordDecision(ownerId, turn.turnId, decided, (memory) => ({ before: memory, it: 'a task' }))
  const opened = await openConversation(ownerId, turn.conversationId)
  expect(opened?.turns).toMatchObject([{ held: [{ state: 'approved' }], answer: [{ text: '\nAdded.' }] }])
  const next = await begun('And then?', turn.conversationId)
  expect(next.before.seen).toMatchObject([{ connection: 'tasks' }, { connection: 'tasks' }])
  expect(next.before.memory).toEqual({ before: { it: 'a list' }, it: 'a task' })
})

test('CNV-06: one person keeps a bounded number of conversations and turns, each of a bounded size', async () => {
  const first = await begun()
  await endTurn(ownerId, first, { shown: shown(first), left: { seen: [told(first.turnId)], memory: null } })
  for (let more = 0; more < TURNS_PER_CONVERSATION; more += 1) await begun(`Again ${more}`, first.conversationId)
  const opened = await openConversation(ownerId, first.conversationId)
  expect(opened?.turns).toHaveLength(TURNS_PER_CONVERSATION)
  expect(opened?.turns[0]?.message).toBe('Again 0')
  // What the turn that is gone has seen still counts: any text may come from it.
  const { before } = await begun('Once more', first.conversationId)
  expect(before.seen).toMatchObject([
    { connection: 'tasks', labels: ['private', 'untrusted_text'], texts: [], isWhole: false },
  ])

  const large = await begun()
  const answer = [{ text: 'x'.repeat(2 * KEPT_TURN_BYTES) }]
  await endTurn(ownerId, large, { shown: shown(large, { answer }), left: { seen: [], memory: answer } })
  const [row] = await database().withOwner({ ownerId }, (tx) =>
    tx.conversationTurn.findMany({ where: { id: large.turnId } }),
  )
  expect(JSON.stringify(row?.shown).length).toBeLessThan(KEPT_TURN_BYTES)

  for (let more = 0; more < CONVERSATIONS_PER_PERSON; more += 1) await begun(`Another ${more}`)
  const kept = await listConversations(ownerId)
  expect(kept).toHaveLength(CONVERSATIONS_PER_PERSON)
  expect(kept.map(({ title }) => title)).not.toContain('What are my tasks?')
})

/** A hop whose answer is as long as one of a server may be. */
const longHop = (number: number) =>
  ({
    number,
    to: 'tasks',
    request: { start: '', headers: [], body: 'short' },
    response: { body: 'x'.repeat(100_000) },
  }) as unknown as Hop

async function keptRow({ turnId }: BegunTurn) {
  return database().withOwner({ ownerId }, (tx) => tx.conversationTurn.findFirstOrThrow({ where: { id: turnId } }))
}

test('CNV-09: a turn with all that is decided later takes what one turn may, and the words of each decision stay', async () => {
  const turn = await begun()
  const answer = [{ text: 'Ten wait for you.' }]
  await endTurn(ownerId, turn, { shown: shown(turn, { answer, hops: [longHop(1)] }), left: { seen: [], memory: null } })
  for (let n = 0; n < 10; n += 1) {
    const events = [
      { type: 'hop', hop: longHop(n + 2) } as const,
      { type: 'answer', part: { text: `Added ${n}.` } } as const,
    ]
    await recordDecision(ownerId, turn.turnId, { approvalId: `apr_${n}`, decision: 'approve', events, seen: [] })
  }
  const row = await keptRow(turn)
  expect(Buffer.byteLength(JSON.stringify([row.shown, row.decided]))).toBeLessThan(KEPT_TURN_BYTES)
  const [opened] = (await openConversation(ownerId, turn.conversationId))?.turns ?? []
  expect(opened?.hops.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  const next = await begun('And then?', turn.conversationId)
  const said = Array.from({ length: 10 }, (_, n) => `\nAdded ${n}.`).join('')
  expect(next.before.earlier).toEqual([{ message: 'What are my tasks?', answer: `Ten wait for you.${said}` }])
})

test('CNV-09: what a turn and its decisions have seen is bounded, and its kind of data counts whatever its size', async () => {
  const turn = await begun()
  const page = { ...told(turn.turnId), texts: ['ü'.repeat(20_000)] }
  await endTurn(ownerId, turn, { shown: shown(turn), left: { seen: [page], memory: null } })
  for (const connection of ['notes', 'calendar']) {
    const decided = { approvalId: `apr_${connection}`, decision: 'approve', events: [] } as const
    await recordDecision(ownerId, turn.turnId, { ...decided, seen: [{ ...page, connection }] })
  }
  const kept = (await begun('And then?', turn.conversationId)).before.seen.filter(({ turnId }) => turnId !== '')
  expect(kept).toMatchObject([
    { connection: 'tasks', isWhole: true, texts: page.texts },
    { connection: 'notes', isWhole: false, texts: [], numbers: [], labels: page.labels },
    { connection: 'calendar', isWhole: false, texts: [], numbers: [], labels: page.labels },
  ])
  expect(Buffer.byteLength(JSON.stringify((await keptRow(turn)).seen))).toBeLessThan(KEPT_SEEN_BYTES)
})

test('CNV-07: conversations end with the account', async () => {
  await database().unowned.user.create({ data: { id: 'usr_d', email: 'd@example.com', name: 'D' } })
  const kept = await beginTurn({ ownerId: 'usr_d', conversationId: undefined, message: 'Hello' })
  await database().unowned.user.delete({ where: { id: 'usr_d' } })
  expect(await listConversations('usr_d')).toEqual([])
  expect(await openConversation('usr_d', kept?.conversationId ?? '')).toBeNull()
  await expect(beginTurn({ ownerId: 'usr_d', conversationId: undefined, message: 'Hello' })).rejects.toThrow()
})

test('what was deleted while it was answered stays deleted', async () => {
  const turn = await begun()
  expect(await deleteConversations(ownerId, { only: turn.conversationId })).toBe(1)
  await endTurn(ownerId, turn, { shown: shown(turn), left: { seen: [told(turn.turnId)], memory: null } })
  expect(await openConversation(ownerId, turn.conversationId)).toBeNull()
})
