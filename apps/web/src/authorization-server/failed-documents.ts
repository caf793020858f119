import { FAILED_DOCUMENT_SECONDS } from '@chaperone/contracts'
import { once } from '../once'
import { fetchOutside } from '../outside/fetch-outside'

/** After an answer the library still judges what is in it, in far less than this. */
const JUDGED_MILLISECONDS = 1_000

/** When the document at an address was last fetched and not found good since. */
const unproven = once('unproven-documents', () => new Map<string, number>())

/** A `fetch` for documents of clients, which remembers those that come to nothing. */
export function fetchDocument(options: Parameters<typeof fetchOutside>[0]): ReturnType<typeof fetchOutside> {
  const fetchIt = fetchOutside(options)
  return (url, init) => fetchIt(url, init).finally(() => remember(url))
}

/** The document was read, and describes a client. */
export function notFailed(clientId: string): void {
  unproven().delete(clientId)
}

/**
 * Whether the document was fetched a moment ago and came to nothing: no answer, another one, or no client in it. The
 * library keeps what is good, and would ask for the rest each time anybody does.
 */
export function hasFailed(clientId: string): boolean {
  const age = performance.now() - (unproven().get(clientId) ?? Number.NEGATIVE_INFINITY)
  return age > JUDGED_MILLISECONDS && age < FAILED_DOCUMENT_SECONDS * 1_000
}

function remember(url: string): void {
  const now = performance.now()
  // The oldest first: one that is written again goes to the end.
  unproven().delete(url)
  for (const [old, at] of unproven()) {
    if (at > now - FAILED_DOCUMENT_SECONDS * 1_000) break
    unproven().delete(old)
  }
  unproven().set(url, now)
}
