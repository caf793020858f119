import { expect, test } from 'vitest'
import { z } from 'zod'
import { rememberJsonSchema } from './remember-json-schema.ts'

const draft = { target: 'draft-2020-12' } as const

test('a schema is converted once, and as it would be without', () => {
  const schema = z.strictObject({ title: z.string().max(200), count: z.number().default(1) })
  const remembered = rememberJsonSchema(schema)['~standard'].jsonSchema
  const plain = schema['~standard'].jsonSchema
  for (const io of ['input', 'output'] as const) {
    expect(remembered[io](draft)).toEqual(plain[io](draft))
    expect(remembered[io](draft)).toBe(remembered[io](draft))
  }
  expect(remembered.input(draft)).not.toEqual(remembered.output(draft))
  expect(rememberJsonSchema(schema)).toBe(rememberJsonSchema(schema))
})

test('it still refuses what the schema refuses', async () => {
  const { validate } = rememberJsonSchema(z.strictObject({ id: z.string() }))['~standard']
  expect(await validate({ id: 'a' })).toEqual({ value: { id: 'a' } })
  expect((await validate({ id: 'a', owner_id: 'usr_other' })).issues).toHaveLength(1)
})
