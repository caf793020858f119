import { expect, test } from 'vitest'
import { z } from 'zod'
import { toolsOn } from './define-tool.ts'
import { requireStrict } from './require-strict.ts'

const note = z.strictObject({ id: z.string(), text: z.string().nullable() })

function toolWith(input: z.ZodObject, output: z.ZodObject = note) {
  const description = 'Adds a note.'
  const run = async () => ({ id: '1', text: null })
  return toolsOn<null>()({
    name: 'notes_create',
    title: 'Add',
    description,
    scope: 'tasks:write',
    effect: 'write',
    creates: true,
    input: input as never,
    output: output as never,
    run: run as never,
  })
}

test.each<[string, z.ZodObject, string]>([
  ['an object that drops what it does not know', z.object({ text: z.string() }), 'notes_create: input'],
  ['one that passes it on', z.looseObject({ text: z.string() }), 'notes_create: input'],
  ['one within', z.strictObject({ note: z.object({ text: z.string() }) }), 'notes_create: input.note'],
  ['one in a list', z.strictObject({ notes: z.array(z.object({})).min(1) }), 'notes_create: input.notes[]'],
  ['one of several', z.strictObject({ note: z.union([z.string(), z.object({})]) }), 'notes_create: input.note'],
  ['one behind a default', z.strictObject({ note: z.object({}).default({}) }), 'notes_create: input.note'],
  ['a place for anything', z.strictObject({ note: z.any() }), 'notes_create: input.note'],
  [
    'an object that takes more of a kind',
    z.object({}).catchall(z.string()).extend({ a: z.string() }),
    'notes_create: input',
  ],
  ['whatever is JSON', z.strictObject({ note: z.json() }), 'notes_create: input.__schema0'],
  ['a record of anything', z.strictObject({ notes: z.record(z.string(), z.unknown()) }), 'notes_create: input.notes'],
])('no server starts with %s', (_what, input, place) => {
  expect(() => requireStrict({ tools: [toolWith(input)] })).toThrow(`${place} takes what it does not name`)
})

test('nor with a result that says more than it declares', () => {
  const tool = toolWith(z.strictObject({}), z.object({ id: z.string() }))
  expect(() => requireStrict({ tools: [tool] })).toThrow('notes_create: output takes')
})

test('a type that does not travel is named, with what does', () => {
  const tool = toolWith(z.strictObject({ at: z.date() }))
  expect(() => requireStrict({ tools: [tool] })).toThrow('notes_create: input has a part that JSON has not')
})

test('what is strict throughout is served', () => {
  const labels = z.record(z.string(), z.string().max(20))
  const input = z.strictObject({ note, notes: z.array(note), labels, kind: z.enum(['a', 'b']).default('a') })
  expect(() => requireStrict({ tools: [toolWith(input)] })).not.toThrow()
})
