const HOME = '/chat'
const ANY_ORIGIN = 'http://same-origin.invalid'

/**
 * Where to go after signing in: a path of this origin, whatever the URL asked for. An absolute or protocol-relative
 * address, or one that a browser would read as such, falls back to the chat.
 *
 * @see RFC 9700 §4.11 (open redirectors)
 */
export function callbackPath(asked: string | string[] | undefined): string {
  if (typeof asked !== 'string' || !asked.startsWith('/') || /[\\\p{Cc}]/u.test(asked)) return HOME
  if (!URL.canParse(asked, ANY_ORIGIN)) return HOME
  const url = new URL(asked, ANY_ORIGIN)
  // `/..//evil.test` becomes `//evil.test` once its dots are resolved.
  if (url.origin !== ANY_ORIGIN || url.pathname.startsWith('//')) return HOME
  return url.pathname + url.search
}
