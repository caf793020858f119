import { expect, test } from 'vitest'
import { withPlainTlsMode } from './plain-tls-mode.ts'

test.each([
  ['postgresql://a:b@host/db?sslmode=require', 'postgresql://a:b@host/db?sslmode=verify-full'],
  ['postgresql://a:b@host/db?sslmode=disable', 'postgresql://a:b@host/db?sslmode=disable'],
  ['postgresql://a:b@host/db', 'postgresql://a:b@host/db'],
  ['localhost', 'localhost'],
])('%s becomes %s', (address, expected) => {
  expect(withPlainTlsMode(address)).toBe(expected)
})
