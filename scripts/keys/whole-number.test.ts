import { expect, test } from 'vitest'
import { wholeNumber } from './whole-number.ts'

const days = { from: 1, to: 365 }

test.each(['1', '90', '365'])('%s is a number of days', (text) => {
  expect(wholeNumber('days', text, days)).toBe(Number(text))
})

test.each(['-3', '0', '366', '99999', '1e12', '1.5', '0x10', 'NaN', '', ' 7'])('"%s" is refused', (text) => {
  expect(() => wholeNumber('days', text, days)).toThrow('--days takes a whole number from 1 to 365')
})
