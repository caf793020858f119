import type { IncomingMessage } from 'node:http'
import { env } from '../env'

/** The other end of the connection; behind a proxy that is trusted, the address that proxy adds last. */
export function addressOf({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const forwarded = env().TRUST_PROXY
    ? String(headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : ''
  return forwarded || (socket.remoteAddress ?? 'unknown')
}
