import type { Metadata } from 'next'
import { NarrowPage } from '@/components/shell/narrow-page'
import type { SearchParams } from '@/components/shell/search-params'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { findDeparture } from '@/remote/connect-account'
import { requirePerson } from '@/session/current-person'

export const metadata: Metadata = { title: 'Connect an account' }

/** Says where the person is sent, and what for, before they leave: the address is a stranger's. */
export default async function LeavePage({ searchParams }: { searchParams: SearchParams }) {
  const person = await requirePerson('/connections')
  const { to } = await searchParams
  const departure = typeof to === 'string' ? await findDeparture(person, to) : null
  if (!departure) {
    return (
      <NarrowPage person={person} className="max-w-130">
        <h1 className="mb-2 text-xl">That has expired</h1>
        <p className="mb-4 text-muted-foreground">
          It was begun more than ten minutes ago, or in another browser, or is done already.
        </p>
        <Button asChild>
          <Link href="/connections">Back to Connections</Link>
        </Button>
      </NarrowPage>
    )
  }
  const { server, url, scopes } = departure
  const { host } = new URL(url)
  return (
    <NarrowPage person={person} className="max-w-130">
      <h1 className="mb-2 text-xl">
        Connect <bdi>{server.title}</bdi>
      </h1>
      <p className="mb-4">
        You leave for <strong className="break-all font-mono font-medium">{host}</strong>, sign in there, and allow this
        app to use your account at <bdi>{server.title}</bdi>. Your password there is none of this app’s business: type
        it on that page only, and only if its address begins with{' '}
        <span className="font-mono [overflow-wrap:anywhere]">https://{host}/</span>.
      </p>
      <dl className="mb-6 grid gap-3 rounded-md border border-border bg-card p-4">
        <div>
          <dt className="text-xs text-muted-foreground">What you are asked to allow there</dt>
          <dd>
            {scopes.length === 0 ? (
              'what the server gives by itself'
            ) : (
              <ul className="flex flex-wrap gap-1.5 pt-1">
                {scopes.map((scope) => (
                  <li key={scope} className="break-all rounded-sm bg-secondary px-1.5 font-mono text-xs leading-5">
                    {scope}
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
        <div>
          <dt className="text-xs text-muted-foreground">The whole address</dt>
          <dd className="break-all font-mono text-xs text-muted-foreground">{url}</dd>
        </div>
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary" size="tall">
          <a href={url} rel="noreferrer">
            Continue to {host}
          </a>
        </Button>
        <Button asChild size="tall">
          <Link href="/connections">Cancel</Link>
        </Button>
      </div>
    </NarrowPage>
  )
}
