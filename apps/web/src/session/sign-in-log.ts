import type { LoggerInstance } from 'next-auth'

/** What anybody causes with a cookie or an address of their own making, as often as they like. */
const CAUSED_BY_STRANGERS = ['JWT_SESSION_ERROR', 'INVALID_CALLBACK_URL_ERROR']

/**
 * What next-auth has to say, one line each: its own word for it and the kind of the error, and nothing that came with a
 * request. The library writes the message of another service's answer, line breaks included, which anybody can make up.
 *
 * @see OWASP ASVS 5.0 V16.4.1
 */
export const signInLog: Partial<LoggerInstance> = {
  error(code, metadata) {
    if (CAUSED_BY_STRANGERS.includes(code)) return
    const error = metadata instanceof Error ? metadata : metadata.error
    console.error(JSON.stringify({ signIn: code, error: error instanceof Error ? error.name : undefined }))
  },
  warn(code) {
    console.warn(JSON.stringify({ signIn: code }))
  },
  debug() {},
}
