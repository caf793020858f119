import { KEPT_TURN_BYTES, type TurnEvent } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { newTurn, type TurnState } from '../components/chat/turn-state.ts'
import { fitted, fittedTurn } from './kept-turn.ts'

const turn = (body: string, text = 'None.') => ({
  answer: [{ text }],
  hops: [{ label: 'tasks_list', request: { start: 'POST', headers: [], body: 'short' }, response: { body } }],
})

test('what fits is kept as it is', () => {
  expect(fitted(turn('x'.repeat(500)), 2_000)).toEqual(turn('x'.repeat(500)))
})

test('of what is too large, what went over the wire is cut first, and the words stay', () => {
  const kept = fitted(turn('x'.repeat(50_000)), 2_000)
  expect(kept?.answer).toEqual([{ text: 'None.' }])
  expect(kept?.hops[0]?.request.body).toBe('short')
  expect(kept?.hops[0]?.response.body).toMatch(/^x{500}… \(cut when it was kept\)$/)
})

test('where that does not help, nothing is kept of it', () => {
  expect(fitted(turn('x', 'y'.repeat(5_000)), 2_000)).toBeNull()
})

test('bytes are counted, not characters', () => {
  expect(fitted(turn('x', 'ü'.repeat(1_200)), 2_000)).toBeNull()
})

test('CNV-09: of words that are too many the wire goes first, then all but the beginning, and it is said once', () => {
  const note = { text: '\n(This turn was too large to keep its wire.)' }
  const saying = (text: string) => [{ type: 'answer', part: { text } }] satisfies TurnEvent[]
  const ask = { ...newTurn('turn_1', 'Go on.', new Date()), answer: [{ text: 'Yes. \0' }] }
  const call = { approvalId: 'apr_1', state: 'approved' } as const
  const hops = Array.from(
    { length: 2_000 },
    (_, number) => ({ number, label: 'x'.repeat(100) }) as TurnState['hops'][number],
  )

  const wireless = fittedTurn({ shown: { ...ask, hops }, decided: [{ ...call, events: saying('Done.') }] })
  expect(wireless).toMatchObject({ shown: { hops: [], answer: [{}, note] }, decided: [{ events: saying('Done.') }] })

  const more = { ...call, approvalId: 'apr_2', events: saying('y'.repeat(KEPT_TURN_BYTES)) }
  const begun = fittedTurn({ ...wireless, decided: [...wireless.decided, more] })
  expect(begun.shown.answer).toEqual([{ text: 'Yes. \uFFFD' }, note])
  expect(begun.decided).toEqual([
    { ...call, events: [] },
    { ...call, approvalId: 'apr_2', events: [] },
  ])
})
