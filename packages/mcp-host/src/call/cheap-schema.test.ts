import { expect, test } from 'vitest'
import { cheapSchema } from './cheap-schema.ts'

test('what is cheap is checked at every depth, and nothing else is', () => {
  const words = { type: 'string', maxLength: 5, pattern: '^(a+)+$', format: 'email' }
  expect(
    cheapSchema({
      $ref: '#/$defs/all',
      $defs: { all: words },
      type: 'object',
      properties: { words, pattern: words, list: { items: words, uniqueItems: true, contains: words } },
      additionalProperties: { anyOf: [words], oneOf: [words], not: words, type: 'number' },
      required: ['words'],
    }),
  ).toEqual({
    type: 'object',
    properties: {
      words: { type: 'string', maxLength: 5 },
      pattern: { type: 'string', maxLength: 5 },
      list: { items: { type: 'string', maxLength: 5 } },
    },
    additionalProperties: { type: 'number' },
    required: ['words'],
  })
})

test('what is left refuses nothing that the whole accepts', () => {
  const schema = { patternProperties: { '^x-': {} }, additionalProperties: false }
  expect(cheapSchema(schema)).toEqual({})
  expect(cheapSchema({ minItems: 1, prefixItems: [{ type: 'string' }], items: false })).toEqual({ minItems: 1 })
  expect(cheapSchema({ items: [{ type: 'string' }], additionalItems: false })).toEqual({})
})

test('of a schema that every value would be compared with for long, nothing is checked', () => {
  expect(cheapSchema({ enum: Array.from({ length: 100_000 }, (_none, index) => `v${index}`) })).toEqual({})
})
