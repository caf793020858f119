import { cookies } from 'next/headers'
import type { RemoteOutcome } from '../remote/remote-problem'
import type { PasswordChange } from './change-password'

/** What came of a form, as far as the page that follows has words for it. */
export type FormOutcome =
  | ('signed_out' | 'signed_out_elsewhere' | 'revoked' | 'withdrawn' | 'accepted' | 'passkey_added' | 'passkey_removed')
  /** There was nothing to end any more. */
  | 'gone'
  | ('server_added' | 'server_removed' | 'connected' | 'connected_silent' | 'disconnected')
  | RemoteOutcome
  /** Somebody has a password now, who had none. */
  | 'first_password'
  | PasswordChange

export const OUTCOME_COOKIE = 'outcome'

/** For a redirect on a slow line. One that nobody follows is not told the next day. */
const OUTCOME_SECONDS = 60

/** Stands in no outcome. */
const SEPARATOR = '~'

/** A browser drops a cookie of more than 4,096 bytes; then nothing would be told. */
const MAX_ABOUT_BYTES = 2_048

/** The pages that tell what came of a form. */
const TELLING_PAGES = ['/account', '/admin', '/connections', '/login', '/set-password']

/** Of these, those that show times: they are rendered once more when the browser has told its zone. */
const PAGES_WITH_TIMES = ['/account', '/admin', '/connections']

/** Whether a page has words for what came of a form. Others show by themselves how things stand. */
export function isTelling(path: string): boolean {
  return TELLING_PAGES.includes(path)
}

interface Told {
  /** Of the page that tells it. */
  path: string
  outcome: FormOutcome
  /** An id of what it was about, where the page has a name for that. */
  about?: string | undefined
  isSecure: boolean
  /** The browser comes from another site, on whose account it would leave a stricter cookie out. */
  isFromElsewhere?: boolean
}

/**
 * `Set-Cookie` that lets one page tell what came of a form, once. In the address it would be told again by each reload,
 * and to whoever opens a link to it.
 *
 * @throws Error for a page that would not take it away again
 * @see RFC 6265 §4.1.2
 */
export function tellOutcome({ path, outcome, about, isSecure, isFromElsewhere = false }: Told): string {
  if (!isTelling(path)) throw new Error(`${path} tells nothing of forms`)
  const id = encodeURIComponent(about ?? '')
  const value = id && id.length <= MAX_ABOUT_BYTES ? `${outcome}${SEPARATOR}${id}` : outcome
  const end = `Max-Age=${OUTCOME_SECONDS}${isSecure ? '; Secure' : ''}`
  return cookieOf(value, path, end, isFromElsewhere ? 'Lax' : 'Strict')
}

/**
 * `Set-Cookie` for the answer that tells it, or null for any other page: an address that somebody made up gets into no
 * header. Only the proxy can send it, as a page is rendered after its headers. Until a browser has told its time zone, a
 * page with times would lose it by being rendered once more.
 */
export function forgetOutcome(path: string, { isZoneKnown }: { isZoneKnown: boolean }): string | null {
  const isLast = isZoneKnown || !PAGES_WITH_TIMES.includes(path)
  return isTelling(path) && isLast ? cookieOf('', path, 'Max-Age=0') : null
}

/** What came of the form that led to this page, or undefined. Anyone may write cookies of their own: one of ours, or not. */
export async function formOutcome(): Promise<string | undefined> {
  return (await cookies()).get(OUTCOME_COOKIE)?.value.split(SEPARATOR)[0]
}

/** What it was about, or undefined. As anyone may write it, a page looks it up or unseals it, and shows none of it as it is. */
export async function outcomeAbout(): Promise<string | undefined> {
  return (await cookies()).get(OUTCOME_COOKIE)?.value.split(SEPARATOR).slice(1).join(SEPARATOR) || undefined
}

function cookieOf(value: string, path: string, end: string, sameSite: 'Strict' | 'Lax' = 'Strict'): string {
  return `${OUTCOME_COOKIE}=${value}; Path=${path}; HttpOnly; SameSite=${sameSite}; ${end}`
}
