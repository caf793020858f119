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

  test('a clone goes its own way', () => {
    const jar = new CookieJar()
    jar.store('__Host-next-auth.session-token=s; Path=/; Secure', HOME)
    const copy = jar.clone()
    copy.store('a=1; Path=/', HOME)
    expect(jar.header(HOME)).not.toContain('a=1')
  })

  test('finds and leaves out cookies by name', () => {
    const jar = new CookieJar()
    jar.store('app-3000.session-token=s; Path=/\nother=1; Path=/', HOME)
    expect(jar.has(/session/)).toBe(true)
    expect(jar.without(/session/).all()).toEqual([{ name: 'other', value: '1', path: '/' }])
  })
})
