import { describe, expect, test } from 'vitest'
import { CookieJar } from './cookie-jar.ts'

const HOME = 'http://localhost:3000/'

describe('CookieJar', () => {
  test('sends back what was set, and nothing else', () => {
    const jar = new CookieJar()
    expect(jar.header(HOME)).toBeUndefined()
    jar.store('a=1; Path=/; HttpOnly\nb=2=3; path=/', HOME)
    expect(jar.header(HOME)).toBe('a=1; b=2=3')
  })

  test('replaces a cookie of the same name and path', () => {
    const jar = new CookieJar()
    jar.store('a=1; Path=/', HOME)
    jar.store('a=2; Path=/', HOME)
    expect(jar.header(HOME)).toBe('a=2')
  })

  test('removes a cookie by max-age and by expires', () => {
    const jar = new CookieJar()
    jar.store('a=1; Path=/\nb=1; Path=/\nc=1; Path=/; Max-Age=60', HOME)
    jar.store('a=; Path=/; Max-Age=0\nb=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT', HOME)
    expect(jar.header(HOME)).toBe('c=1')
  })

  test('sends a cookie below its path only, the longest path first', () => {
    const jar = new CookieJar()
    jar.store('root=1; Path=/\nuid=2; Path=/consent/abc', HOME)
    expect(jar.header(`${HOME}consent/abc/decision`)).toBe('uid=2; root=1')
    expect(jar.header(`${HOME}consent/abcd`)).toBe('root=1')
  })

  test('takes the folder of the request as path when none is given', () => {
    const jar = new CookieJar()
    jar.store('a=1', `${HOME}oauth/authorize`)
    expect(jar.header(`${HOME}oauth/token`)).toBe('a=1')
    expect(jar.header(`${HOME}chat`)).toBeUndefined()
  })

  test('a clone and a saved copy go their own ways', () => {
    const jar = new CookieJar()
    jar.store('__Host-next-auth.session-token=s; Path=/; Secure', HOME)
    const copy = jar.clone()
    const saved = CookieJar.from(JSON.parse(JSON.stringify(jar)) as ReturnType<CookieJar['toJSON']>)
    copy.store('a=1; Path=/', HOME)
    expect(jar.header(HOME)).not.toContain('a=1')
    expect(jar.has(/session-token$/)).toBe(true)
    expect(saved.header(HOME)).toBe(jar.header(HOME))
  })
})
