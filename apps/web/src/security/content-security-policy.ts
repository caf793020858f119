import { isDevelopment } from './env.ts'

/** Where the answer to a consent may be sent on to: the client's own address, on the web or on this computer. */
const CONSENT_FORM_TARGETS = "'self' https: http://127.0.0.1:* http://localhost:*"

/**
 * The policy of one page: scripts run only with this answer's nonce, styles come from files of ours or carry the
 * nonce, and nothing is loaded from or sent to another origin. Chromium applies `form-action` to the redirects after
 * a form as well, so the consent page, and it alone, may lead to a client.
 *
 * @see CSP Level 3 §8.2 (strict-dynamic)
 */
export function contentSecurityPolicy({ nonce, path }: { nonce: string; path: string }): string {
  const directives = {
    'default-src': "'self'",
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    'style-src': isDevelopment ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': path.startsWith('/consent/') ? CONSENT_FORM_TARGETS : "'self'",
    'frame-ancestors': "'none'",
  }
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}
