/** For each of these the driver does what `verify-full` says, and prints a warning about it. */
const ALIASES = ['prefer', 'require', 'verify-ca']

/** The same address, naming the TLS mode by what it does. */
export function withPlainTlsMode(text: string): string {
  if (!URL.canParse(text)) return text
  const url = new URL(text)
  const mode = url.searchParams.get('sslmode')
  if (!mode || !ALIASES.includes(mode) || url.searchParams.has('uselibpqcompat')) return text
  url.searchParams.set('sslmode', 'verify-full')
  return url.href
}
