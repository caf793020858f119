import type { TurnEvent } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { useWebDatabase } from '../testing/web-database.ts'
import { beginTurn } from './conversation-store.ts'
import { openConversation } from './conversations.ts'
import { recordTurn } from './record-turn.ts'

const ownerId = 'usr_a'
useWebDatabase({ id: ownerId, email: 'a@example.com' })

const message = 'What are my tasks?'
const said = { type: 'answer', part: { text: 'Two.' } } as const

/** Records a turn that says something and then ends in some way; the answer is what was kept and what was sent. */
async function recorded(end: (left: AbortController) => void) {
  const begun = await beginTurn({ ownerId, conversationId: undefined, message })
  if (!begun) throw new Error('a new conversation always begins')
  const left = new AbortController()
  const sent: TurnEvent['type'][] = []
  const emit = (event: TurnEvent) => void sent.push(event.type)
  const run = recordTurn({ ownerId, message, begun, left: left.signal }, emit, async (take) => {
    take(said)
    end(left)
    left.signal.throwIfAborted()
  })
  const error: unknown = await run.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  const [turn] = (await openConversation(ownerId, begun.conversationId))?.turns ?? []
  return { turn, sent, error }
}

test('a turn is kept with what it said, and its place is sent first', async () => {
  const { turn, sent, error } = await recorded(() => {})
  expect(turn).toMatchObject({ message, answer: [{ text: 'Two.' }], error: null, isRunning: false })
  expect(sent).toEqual(['conversation', 'answer'])
  expect(error).toBeNull()
})

test('a turn that the person stopped says so', async () => {
  const { turn, error } = await recorded((left) => left.abort())
  expect(turn?.answer.map(({ text }) => text).join('')).toContain('You stopped this.')
  expect(error).toBeInstanceOf(DOMException)
})

test('a turn that failed says that its end is unknown, and fails all the same', async () => {
  const { turn, error } = await recorded(() => {
    throw new Error('the planner broke')
  })
  expect(turn).toMatchObject({ answer: [{ text: 'Two.' }], error: expect.stringContaining('not answered to its end') })
  expect(error).toMatchObject({ message: 'the planner broke' })
})
