import { expect, test } from '../support/test.ts'

const PAGES = ['/', '/login', '/chat', '/tasks', '/calendar', '/weather', '/connections', '/account', '/set-password']

test('every page forbids framing, foreign scripts and guessing of types', async ({ openAs }) => {
  const { request } = await openAs('alice', '/')
  for (const path of PAGES) {
    const headers = (await request.get(path)).headers()
    const policy = headers['content-security-policy'] ?? ''
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(policy, path).toMatch(/script-src [^;]*'nonce-/)
    expect(policy, path).not.toMatch(/script-src [^;]*'unsafe-(inline|eval)'/)
    expect(policy, path).toContain("base-uri 'none'")
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['referrer-policy'], path).toBeTruthy()
    expect(headers, path).not.toHaveProperty('x-powered-by')
  }
})

const NOT_PAGES = [
  '/api/health',
  '/api/auth/signout',
  '/api/auth/verify-request',
  '/oauth/jwks',
  '/oauth/authorize',
  '/.well-known/oauth-authorization-server',
]

test('what is not a page loads nothing and cannot be framed', async ({ request }) => {
  for (const path of NOT_PAGES) {
    const policy = (await request.get(path, { maxRedirects: 0 })).headers()['content-security-policy'] ?? ''
    expect(policy, path).toContain("default-src 'none'")
    expect(policy, path).toContain("frame-ancestors 'none'")
  }
})

test('the metadata offers the one way in which a code is sent', async ({ request }) => {
  const metadata = await (await request.get('/.well-known/oauth-authorization-server')).json()
  expect(metadata.response_modes_supported).toEqual(['query'])
})

test('pages load nothing from elsewhere, nothing of other pages, and log no error', async ({ openAs, target }) => {
  const page = await openAs('alice', '/')
  const foreign: string[] = []
  const ahead: string[] = []
  const errors: string[] = []
  page.on('request', (request) => {
    const { protocol, origin, searchParams } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== target.web) foreign.push(request.url())
    if (searchParams.has('_rsc')) ahead.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  for (const path of PAGES) await page.goto(path, { waitUntil: 'networkidle' })
  expect(foreign).toEqual([])
  expect(ahead, 'pages that nobody opened').toEqual([])
  expect(errors).toEqual([])
})
