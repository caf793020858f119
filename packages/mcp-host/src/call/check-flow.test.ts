import { expect, test } from 'vitest'
import type { Connection } from '../registry.ts'
import { startTurn } from '../turn.ts'
import { checkFlow, labelResult } from './check-flow.ts'

const shared = {
  resource: 'http://localhost/mcp',
  address: 'http://localhost/mcp',
  credential: { kind: 'user_jwt' },
} as const
const calendar: Connection = {
  ...shared,
  id: 'calendar',
  title: 'Calendar',
  server: 'calendar',
  holdsPrivateData: true,
  isThirdParty: false,
}
const weather: Connection = {
  ...shared,
  id: 'weather',
  title: 'Weather',
  server: 'weather',
  holdsPrivateData: false,
  isThirdParty: true,
}

function turnThatSaw(message: string) {
  const turn = startTurn({
    principal: {
      userId: 'usr_a',
      name: 'A',
      via: 'session' as const,
      origin: { kind: 'session' as const, id: 'ses_a' },
    },
    message,
    emit: () => {},
  })
  labelResult(turn, calendar, { events: [{ title: 'Dentist', location: 'Rua do Carmo 12, Lisbon' }] })
  return turn
}

test('FLOW-01: private text cannot go to a third party, whole or in part', () => {
  const turn = turnThatSaw('what should I wear?')
  expect(() => checkFlow(turn, weather, { query: 'Rua do Carmo 12, Lisbon' })).toThrow(/private data/)
  expect(() => checkFlow(turn, weather, { query: 'lisbon' })).toThrow(/private data/)
  expect(() => checkFlow(turn, weather, { query: 'near the DENTIST please' })).toThrow(/private data/)
  expect(() => checkFlow(turn, weather, { where: { deep: ['Rua do Carmo 12, Lisbon'] } })).toThrow(/private data/)
})

test('what the person wrote, and what the third party told itself, may go there', () => {
  expect(checkFlow(turnThatSaw('weather in Lisbon'), weather, { query: 'Lisbon' })).toContain('nothing private')
  const turn = turnThatSaw('weather')
  labelResult(turn, weather, { places: [{ name: 'Lisbon' }] })
  expect(checkFlow(turn, weather, { query: 'Lisbon' })).toContain('nothing private')
})

test('private text may go where it is private too', () => {
  expect(checkFlow(turnThatSaw('move it'), calendar, { title: 'Dentist' })).toContain('stays inside')
})
