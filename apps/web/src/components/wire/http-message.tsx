import type { TraceMessage } from '@chaperone/contracts'
import { Fragment } from 'react'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { formatJson } from './format-json.ts'

const MASKED_TOKEN = /^(\S+) ([^\s.]+)\.([^\s.]+)\.…$/
const MASKED_KEY = /^(\S+ \S+)…$/

/** A header's value, with the parts of a token in their colours and hatch where the secret part was taken out. */
function HeaderValue({ value }: { value: string }) {
  const token = MASKED_TOKEN.exec(value)
  if (token) {
    const [, scheme, header, payload] = token
    return (
      <>
        {scheme} <span className="segment-header">{header}</span>.<span className="segment-payload">{payload}</span>.
        <i className="mask" />
      </>
    )
  }
  const key = MASKED_KEY.exec(value)
  if (key) {
    return (
      <>
        {key[1]}…<i className="mask" />
      </>
    )
  }
  return value
}

/** A raw HTTP message: start line, headers, body. */
export function HttpMessage({ title, message }: { title: string; message: TraceMessage }) {
  return (
    <>
      <h3>{title}</h3>
      <ScrollRegion label={`Raw ${title.toLowerCase()}`} className="http max-h-100">
        <pre>
          {message.start}
          {message.headers.map(([name, value]) => (
            <Fragment key={`${name} ${value}`}>
              {'\n'}
              <span className="header-name">{name}:</span> <HeaderValue value={value} />
            </Fragment>
          ))}
          {message.body ? `\n\n${formatJson(message.body)}` : null}
        </pre>
      </ScrollRegion>
    </>
  )
}
