import type { ApprovalCard, Hop, TurnEvent } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { applyEvent, deciding, newTurn, stopped, type TurnState, withHeld } from './turn-state.ts'

const now = new Date('2026-11-25T10:00:00Z')

function hop(number: number, verdict: Hop['verdict']): Hop {
  return {
    number,
    from: 'host',
    to: 'tasks',
    label: 'tasks_list',
    scope: 'tasks:read',
    credential: { kind: 'none' },
    verdict,
    reason: '',
    decidedBy: { file: '', threat: '' },
    checks: [],
    startedAt: now.toISOString(),
    durationMilliseconds: null,
  }
}

function after(...events: TurnEvent[]): TurnState {
  return events.reduce((turn, event) => applyEvent(turn, event, now), newTurn('key', 'hello', now))
}

test('a hop replaces the hop of its number and keeps the order', () => {
  const { hops } = after(
    { type: 'hop', hop: hop(2, 'needs_approval') },
    { type: 'hop', hop: hop(1, 'allowed') },
    { type: 'hop', hop: hop(2, 'allowed') },
  )
  expect(hops.map(({ number, verdict }) => [number, verdict])).toEqual([
    [1, 'allowed'],
    [2, 'allowed'],
  ])
})

test('a plan replaces the plan, answers add up', () => {
  const turn = after(
    { type: 'plan', steps: [{ title: 'a', state: 'running', hops: [] }] },
    { type: 'plan', steps: [{ title: 'b', state: 'done', hops: [1] }] },
    { type: 'answer', part: { text: 'one ' } },
    { type: 'answer', part: { text: 'two' } },
    { type: 'done' },
  )
  expect(turn.steps.map(({ title }) => title)).toEqual(['b'])
  expect(turn.answer.map(({ text }) => text).join('')).toBe('one two')
  expect(turn.isRunning).toBe(false)
})

test('pieces of plain text become one part, and marked parts stay their own', () => {
  const texts = ['\n•', ' Pa', 'int'].map((text): TurnEvent => ({ type: 'answer', part: { text } }))
  const marked: TurnEvent = { type: 'answer', part: { text: '!', strong: true } }
  expect(after(...texts, marked, marked).answer).toEqual([
    { text: '\n• Paint' },
    { text: '!', strong: true },
    { text: '!', strong: true },
  ])
})

test('a turn that is stopped runs no longer, and hides nothing that it did', () => {
  const steps = (['done', 'running', 'waiting'] as const).map((state) => ({ title: state, state, hops: [] }))
  const turn = stopped(after({ type: 'plan', steps }, { type: 'hop', hop: hop(1, 'allowed') }))
  expect(turn.isRunning).toBe(false)
  expect(turn.steps.map(({ state }) => state)).toEqual(['done', 'stopped', 'stopped'])
  expect(turn.hops).toHaveLength(1)
  expect(turn.answer.at(-1)?.text).toContain('You stopped this')
})

test('a decision changes only its own card', () => {
  const card = (id: string) => ({ id }) as ApprovalCard
  const turn = after({ type: 'approval', approval: card('apr_1') }, { type: 'approval', approval: card('apr_2') })
  expect(withHeld(turn, 'apr_1', { state: 'denied' }).held.map(({ state }) => state)).toEqual(['denied', 'asked'])
})

test('what came of a decision starts a paragraph', () => {
  const turn = after({ type: 'answer', part: { text: 'You are free.' } })
  const decided = applyEvent(deciding(turn, 'apr_1'), { type: 'answer', part: { text: 'Created Run.' } }, now)
  expect(decided.answer.map(({ text }) => text).join('')).toBe('You are free.\nCreated Run.')
})
