import { ACCESS_TOKEN_SECONDS } from '@chaperone/contracts'
import type { ReactNode } from 'react'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { Claims } from '@/components/wire/claims'

function Pattern({ id, title, text, children }: { id: string; title: string; text: string; children: ReactNode }) {
  return (
    <section
      aria-labelledby={id}
      className="grid items-center gap-x-12 gap-y-6 border-b border-border py-6 min-[1081px]:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]"
    >
      <div>
        <h2 id={id} className="mb-1 text-lg tracking-[-0.015em]">
          {title}
        </h2>
        <p className="text-pretty text-base leading-(--leading-prose) text-muted-foreground">{text}</p>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  )
}

/** The two ways to authenticate to a server, each with what travels. */
export function Patterns({ weatherHost, tasksResource }: { weatherHost: string; tasksResource: string }) {
  const expiresAt = Math.floor(Date.now() / 1000) + ACCESS_TOKEN_SECONDS
  return (
    <>
      <Pattern
        id="api-key"
        title="A key says which program is calling"
        text="The owner of a server gives each client a key of its own. It is shown once, stored as a hash, and revoked at once. A missing or wrong key is a 401."
      >
        <ScrollRegion label="Request with an API key" className="http">
          <pre>
            POST /mcp HTTP/1.1{'\n'}
            <span className="header-name">Host:</span> {weatherHost}
            {'\n'}
            <span className="header-name">Authorization:</span> Bearer chap_7hq2…
            <i className="mask mask-wide" />
          </pre>
        </ScrollRegion>
      </Pattern>
      <Pattern
        id="user-token"
        title="A token says for whom, and where"
        text="Signing in yields a token per server with exactly one audience. The server takes the person from it, and every query is filtered by that person."
      >
        <Claims
          rows={[
            { name: 'aud', value: tasksResource, note: 'only tasks-server', part: 'audience' },
            { name: 'sub', value: 'usr_…', note: 'the owner of every row it may touch', part: 'payload' },
            { name: 'act.sub', value: 'mcp-host', note: 'the host acts on the person’s behalf', part: 'payload' },
            {
              name: 'exp',
              value: String(expiresAt),
              note: `${ACCESS_TOKEN_SECONDS} s after it was issued`,
              part: 'payload',
            },
          ]}
        />
      </Pattern>
    </>
  )
}
