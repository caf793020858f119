import type { Hop } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { answerBlocks, partsNow } from './answer-blocks.ts'

const source = { hop: 2, label: '2 tasks' }

test('lines with a bullet become a list, the others paragraphs', () => {
  const blocks = answerBlocks([
    { text: 'You have ' },
    { text: '2 tasks', strong: true },
    { text: ':\n• ' },
    { text: 'Paint', strong: true },
    { text: ' in Apollo\n• ' },
    { text: 'Order cables', strong: true, source },
    { text: '\nAnd more.' },
  ])
  expect(blocks).toEqual([
    { kind: 'text', parts: [{ text: 'You have ' }, { text: '2 tasks', strong: true }, { text: ':' }] },
    {
      kind: 'list',
      items: [
        [{ text: '' }, { text: 'Paint', strong: true }, { text: ' in Apollo' }],
        [{ text: '' }, { text: 'Order cables', strong: true, source }],
      ],
    },
    { kind: 'text', parts: [{ text: 'And more.' }] },
  ])
})

test('what is true only while a call is held goes when that is decided', () => {
  const parts = [{ text: 'You are free.' }, { text: ' Nothing has changed yet.', whileHeld: 5 }, { text: ' Created.' }]
  const hop = (verdict: Hop['verdict']) => [{ number: 5, verdict } as Hop]
  const shown = (verdict: Hop['verdict']) => partsNow(parts, hop(verdict)).map(({ text }) => text)
  expect(shown('needs_approval')).toHaveLength(3)
  expect(shown('allowed')).toEqual(['You are free.', ' Created.'])
  expect(shown('refused')).toEqual(['You are free.', ' Created.'])
})
