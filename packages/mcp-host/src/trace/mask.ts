import type { TraceMessage } from '@chaperone/contracts'
import type { Exchange } from '../capped-fetch.ts'

const SHOWN_REQUEST_HEADERS = [
  'authorization',
  'dpop',
  'mcp-protocol-version',
  'mcp-method',
  'mcp-name',
  'content-type',
]
const SHOWN_RESPONSE_HEADERS = ['content-type', 'cache-control', 'www-authenticate', 'retry-after']
const MAX_SHOWN_BODY = 20_000
const SHOWN_CHARACTERS = 12

/** What the trace shows of an exchange: no header value that could be used again, also where a server repeats one. */
export function maskExchange(exchange: Exchange): { request: TraceMessage; response: TraceMessage } {
  const url = new URL(exchange.url)
  const without = credentialRemover(exchange.requestHeaders)
  return {
    request: {
      start: `POST ${url.pathname} HTTP/1.1`,
      headers: [['Host', url.host], ...shown(exchange.requestHeaders, SHOWN_REQUEST_HEADERS)],
      body: exchange.requestBody.slice(0, MAX_SHOWN_BODY),
    },
    response: {
      start: without(`HTTP/1.1 ${exchange.status} ${exchange.statusText}`.trim()),
      headers: shown(exchange.responseHeaders, SHOWN_RESPONSE_HEADERS).map(([name, value]) => [name, without(value)]),
      body: without(exchange.responseBody).slice(0, MAX_SHOWN_BODY),
    },
  }
}

function credentialRemover(headers: readonly [string, string][]): (text: string) => string {
  const secrets = headers
    .filter(([name]) => ['authorization', 'dpop'].includes(name.toLowerCase()))
    .map(([, value]) => value.slice(value.indexOf(' ') + 1))
    .filter((secret) => secret !== '')
  return (text) =>
    secrets.reduce((rest, secret) => {
      const plain = rest.replaceAll(secret, () => maskToken(secret))
      return otherForms(secret).reduce((left, form) => left.replaceAll(form, '…'), plain)
    }, text)
}

/** How a server may write a credential without meaning harm. One that means to hide it from us has it anyway. */
function otherForms(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const forms = [json, json.replaceAll('/', '\\/'), encodeURIComponent(secret), ...[0, 1, 2].flatMap(inBase64)]
  return forms.filter((form) => form.length >= SHOWN_CHARACTERS)

  /** With so many bytes before it: the characters that the secret alone decides. */
  function inBase64(before: number): string[] {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
    const [start, end] = [Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3)]
    return (['base64', 'base64url'] as const).map((encoding) => bytes.toString(encoding).slice(start, end))
  }
}

function shown(headers: readonly [string, string][], names: readonly string[]): [string, string][] {
  return headers
    .filter(([name]) => names.includes(name.toLowerCase()))
    .map(([name, value]) => [titleCase(name), maskHeader(name.toLowerCase(), value)])
}

function maskHeader(name: string, value: string): string {
  if (name === 'authorization') return maskCredential(value)
  return name === 'dpop' ? maskToken(value) : value
}

/** Scheme, the first characters of each readable part, and nothing of the secret part. */
export function maskCredential(authorization: string): string {
  const [scheme = '', value = ''] = authorization.split(' ')
  if (value.startsWith('chap_')) return `${scheme} ${value.slice(0, SHOWN_CHARACTERS)}…`
  return `${scheme} ${maskToken(value)}`
}

/** Only a JWT has readable parts. Of anything else the first characters are as secret as the last. */
function maskToken(token: string): string {
  const [header = '', payload = '', signature] = token.split('.')
  if (!header.startsWith('eyJ') || signature === undefined) return '…'
  return `${header.slice(0, SHOWN_CHARACTERS)}….${payload.slice(0, SHOWN_CHARACTERS)}….…`
}

function titleCase(name: string): string {
  if (name === 'dpop') return 'DPoP'
  if (name === 'www-authenticate') return 'WWW-Authenticate'
  if (name === 'mcp-protocol-version') return 'MCP-Protocol-Version'
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
}
