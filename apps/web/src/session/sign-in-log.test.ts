import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { authOptions } from './auth-options.ts'

setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')

let written: unknown[][] = []
beforeEach(() => {
  written = []
  for (const level of ['error', 'warn', 'log'] as const) {
    vi.spyOn(console, level).mockImplementation((...values: unknown[]) => void written.push(values))
  }
})
afterEach(() => vi.restoreAllMocks())

const FORGED = new TypeError('x\n{"a":"line of another"}')

test('what anybody can say is not in the log, only what kind of thing went wrong', () => {
  const { logger } = authOptions()
  logger?.error?.('OAUTH_CALLBACK_ERROR', { error: FORGED, providerId: 'oidc\nforged' })
  logger?.error?.('OAUTH_CALLBACK_HANDLER_ERROR', FORGED)
  logger?.debug?.('anything', { forged: FORGED })
  expect(written).toEqual([
    ['{"signIn":"OAUTH_CALLBACK_ERROR","error":"TypeError"}'],
    ['{"signIn":"OAUTH_CALLBACK_HANDLER_ERROR","error":"TypeError"}'],
  ])
})

test.each(['JWT_SESSION_ERROR', 'INVALID_CALLBACK_URL_ERROR'])('%s, which a cookie causes, is not written', (code) => {
  authOptions().logger?.error?.(code, FORGED)
  expect(written).toEqual([])
})
