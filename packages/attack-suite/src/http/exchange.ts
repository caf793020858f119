/** One request and its answer, as they went over the wire. Holds live credentials: show it only through `masked`. */
export interface Exchange {
  request: {
    method: string
    url: string
    headers: [string, string][]
    body: string
  }
  status: number
  /** Lower-case names; repeated headers are joined with `, `, `set-cookie` with newlines. */
  headers: Record<string, string>
  body: string
  /** The body as JSON, or the first message of an event stream; null when it is neither. */
  json: unknown
}

const SECRET_HEADERS = new Set(['authorization', 'cookie', 'set-cookie'])
const SIGNED_TEXT = /(eyJ[\w-]{8})[\w-]*(\.[\w-]+)?(\.[\w-]*)?|(chap_\w{16})_\w+/g

function maskText(text: string): string {
  return text.replace(SIGNED_TEXT, (_match, token?: string, _payload?: string, _signature?: string, key?: string) =>
    token ? `${token}…` : `${key}_…`,
  )
}

/** A copy of the exchange without a usable credential in it, for logs, reports and the lab. */
export function masked(exchange: Exchange): Exchange {
  const mask = (name: string, value: string) =>
    SECRET_HEADERS.has(name.toLowerCase()) ? maskText(value).slice(0, 40) : maskText(value)
  return {
    request: {
      ...exchange.request,
      url: maskText(exchange.request.url),
      headers: exchange.request.headers.map(([name, value]) => [name, mask(name, value)]),
      body: maskText(exchange.request.body),
    },
    status: exchange.status,
    headers: Object.fromEntries(Object.entries(exchange.headers).map(([name, value]) => [name, mask(name, value)])),
    body: maskText(exchange.body),
    json: null,
  }
}
