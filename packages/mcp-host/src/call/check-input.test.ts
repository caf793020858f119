import { MAX_INPUT_ELEMENTS } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import type { CataloguedTool } from '../catalogue.ts'
import { checkInput } from './check-input.ts'

/** A tool that takes whatever it is given. */
const tool = { hash: 'anything', definition: { name: 'anything', inputSchema: { type: 'object' } } } as CataloguedTool

test('more values than any call needs are refused, however they are nested', async () => {
  const many = Array.from({ length: MAX_INPUT_ELEMENTS }, (_none, index) => index)
  const nested = many.map((index) => ({ index }))
  for (const args of [{ many }, { nested }, Object.fromEntries(many.map((index) => [index, [index]]))]) {
    await expect(checkInput(tool, args, { trust: 'own' })).rejects.toMatchObject({ code: 'invalid_arguments' })
  }
  await expect(checkInput(tool, { many: many.slice(1) }, { trust: 'own' })).resolves.toBeUndefined()
})
