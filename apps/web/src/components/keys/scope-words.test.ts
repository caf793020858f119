import { keyServers, resourceScopes } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { keyScopeSentence } from './scope-words.ts'

test('no sentence about a key speaks to a person', () => {
  const sentences = keyServers.flatMap((server) => resourceScopes[server]).map(keyScopeSentence)
  expect(sentences.filter((sentence) => /\byou/i.test(sentence))).toEqual([])
  expect(new Set(sentences).size).toBe(sentences.length)
})
