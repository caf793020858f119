import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'

/** Posts a form, as OAuth's endpoints want it. Fields that are undefined are left out. */
export function postForm(
  url: string,
  fields: Record<string, string | undefined>,
  headers: Record<string, string> = {},
): Promise<Exchange> {
  const sent = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined)
  return send({
    method: 'POST',
    url,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(sent).toString(),
  })
}
