import { shortInstant } from '@/components/time/short-instant'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmedForm } from '@/components/ui/confirmed-form'
import { Verdict } from '@/components/verdict/verdict'
import type { KeptAccount } from '@/remote/kept-accounts'
import type { AddedServer } from '@/remote/remote-servers'
import { KeyForm } from './key-form.tsx'
import { ScopeList } from './scope-list.tsx'

interface OtherServerRowProps {
  server: AddedServer
  /** Undefined where the person has none. */
  account: KeptAccount | undefined
  timeZone: string
}

/** One server of somebody else's: how to connect the person's account at it, or what is connected and how to end that. */
export function OtherServerRow({ server, account, timeZone }: OtherServerRowProps) {
  const { id, title, url, kind } = server
  const more = account?.wantedScopes.filter((scope) => !account.scopes.includes(scope)) ?? []
  return (
    <li
      id={id}
      className="grid scroll-mt-16 gap-x-6 gap-y-3 border-t border-border px-3 py-3 first:border-t-0 target:bg-accent md:grid-cols-[1fr_auto]"
    >
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi className="break-words">{title}</bdi>
          <Badge>{account ? (account.isUsable ? 'connected' : 'ended') : 'not connected'}</Badge>
        </h3>
        <p className="mt-0.5 break-all font-mono text-xs text-muted-foreground">{new URL(url).host}</p>
        {account && !account.isUsable ? (
          <p className="mt-2">
            <Verdict verdict="refused" word={`${title} does not accept your account any more. Connect it again.`} />
          </p>
        ) : null}
        {account && account.scopes.length > 0 ? <ScopeList label="Allowed there" scopes={account.scopes} /> : null}
        {more.length > 0 ? (
          <>
            <p className="mt-2">
              <Verdict verdict="needs_approval" word="It asked for more, and refused a call without it." />
            </p>
            <ScopeList label="Asked for" scopes={more} />
          </>
        ) : null}
        {account ? (
          <p className="mt-2 text-xs tabular-nums text-muted-foreground">
            since {shortInstant(account.connectedAt, timeZone)}
          </p>
        ) : null}
      </div>
      <div className="flex flex-col items-stretch gap-2 md:items-end">
        {kind === 'api_key' && !account ? <KeyForm server={id} title={title} /> : null}
        {kind === 'oauth' && (!account?.isUsable || more.length > 0) ? (
          <form method="post" action="/connections/remote/connect">
            <input type="hidden" name="server" value={id} />
            <Button
              type="submit"
              className="w-full md:w-auto"
              aria-label={`${account ? 'Connect again' : 'Connect'}: ${title}`}
            >
              {account ? 'Connect again' : 'Connect'}
            </Button>
          </form>
        ) : null}
        {account ? (
          <ConfirmedForm
            action="/connections/remote/disconnect"
            button={{ text: 'Disconnect', name: `Disconnect ${title}`, className: 'w-full md:w-auto' }}
            title={`Disconnect ${title}?`}
            consequence={`The host forgets your account at ${title} and calls it no more for you. What you keep there stays there.`}
            verb="Disconnect"
          >
            <input type="hidden" name="server" value={id} />
          </ConfirmedForm>
        ) : null}
      </div>
    </li>
  )
}
