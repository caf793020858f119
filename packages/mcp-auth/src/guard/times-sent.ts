import type { IncomingMessage } from 'node:http'

/** How often a header was sent, by its lower-case name. Node joins some that were repeated and drops others; the raw list hides nothing. */
export function timesSent({ rawHeaders }: IncomingMessage, header: string): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === header).length
}
