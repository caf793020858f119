interface Cookie {
  value: string
  path: string
}

/**
 * The cookies of one browser at one origin. Knows what a sign-in needs: paths, replacement and deletion.
 * A jar must be used with a single origin; it sends its cookies wherever it is asked to.
 *
 * @see RFC 6265 §5.3, §5.4
 */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>()

  /** A jar of its own with the same cookies, so that two flows do not disturb each other. */
  clone(): CookieJar {
    const copy = new CookieJar()
    for (const [key, cookie] of this.#cookies) copy.#cookies.set(key, cookie)
    return copy
  }

  /** Takes in the `set-cookie` header of an answer: one cookie a line. */
  store(setCookie: string | undefined, requestUrl: string): void {
    for (const line of setCookie?.split('\n') ?? []) this.#storeOne(line, new URL(requestUrl))
  }

  /** The `Cookie` header for a URL, longest path first, or undefined when there is nothing to send. */
  header(url: string): string | undefined {
    const { pathname } = new URL(url)
    const matching = [...this.#cookies].filter(([, cookie]) => pathMatches(pathname, cookie.path))
    matching.sort(([, a], [, b]) => b.path.length - a.path.length)
    if (matching.length === 0) return undefined
    return matching.map(([key, cookie]) => `${nameOf(key)}=${cookie.value}`).join('; ')
  }

  has(name: RegExp): boolean {
    return [...this.#cookies.keys()].some((key) => name.test(nameOf(key)))
  }

  /** A copy that lacks the cookies with such names. */
  without(name: RegExp): CookieJar {
    const copy = new CookieJar()
    for (const [key, cookie] of this.#cookies) {
      if (!name.test(nameOf(key))) copy.#cookies.set(key, cookie)
    }
    return copy
  }

  /** Name, value and path of every cookie, for a browser that takes over. */
  all(): { name: string; value: string; path: string }[] {
    return [...this.#cookies].map(([key, cookie]) => ({ name: nameOf(key), ...cookie }))
  }

  #storeOne(line: string, url: URL): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const split = pair.indexOf('=')
    if (split < 1) return
    const settings = new Map(attributes.map((part) => attribute(part)))
    const path = settings.get('path')?.startsWith('/') ? (settings.get('path') ?? '/') : defaultPath(url.pathname)
    const key = `${pair.slice(0, split)};${path}`
    if (isExpired(settings)) this.#cookies.delete(key)
    else this.#cookies.set(key, { value: pair.slice(split + 1), path })
  }
}

function nameOf(key: string): string {
  return key.slice(0, key.indexOf(';'))
}

function attribute(part: string): [string, string] {
  const split = part.indexOf('=')
  return split < 0 ? [part.toLowerCase(), ''] : [part.slice(0, split).toLowerCase(), part.slice(split + 1)]
}

function isExpired(settings: Map<string, string>): boolean {
  const maxAge = settings.get('max-age')
  if (maxAge !== undefined) return Number(maxAge) <= 0
  const expires = settings.get('expires')
  return expires !== undefined && Date.parse(expires) <= Date.now()
}

/** @see RFC 6265 §5.1.4 */
function defaultPath(pathname: string): string {
  const end = pathname.lastIndexOf('/')
  return end < 1 ? '/' : pathname.slice(0, end)
}

function pathMatches(pathname: string, path: string): boolean {
  return pathname === path || (pathname.startsWith(path) && (path.endsWith('/') || pathname[path.length] === '/'))
}
