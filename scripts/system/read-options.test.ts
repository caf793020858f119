import { expect, test } from 'vitest'
import { readOptions } from './read-options.ts'

const options = { days: { type: 'string' }, json: { type: 'boolean' } } as const

test.each([
  [['--day'], "Unknown option '--day'. npm run keys -- --help shows all options."],
  [['--days'], "Option '--days <value>' argument missing. npm run keys -- --help shows all options."],
  [['--days', '-3'], "Option '--days' argument is ambiguous. npm run keys -- --help shows all options."],
  [['list'], "Unexpected argument 'list'. npm run keys -- --help shows all options."],
])('%j is answered by one sentence and where to look', (args, sentence) => {
  expect(() => readOptions('npm run keys --', { args, options })).toThrow(new Error(sentence))
})

test('what a command has is read', () => {
  expect(readOptions('npm run keys --', { args: ['--days=7'], options }).values).toMatchObject({ days: '7' })
})
