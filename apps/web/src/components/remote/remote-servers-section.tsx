import { shortInstant } from '@/components/time/short-instant'
import { Badge } from '@/components/ui/badge'
import { ConfirmedForm } from '@/components/ui/confirmed-form'
import { env } from '@/env'
import { callbackUrl } from '@/remote/client-document'
import type { AddedServer } from '@/remote/remote-servers'
import type { TypedServer } from '@/remote/typed-server'
import { AddServerForm } from './add-server-form.tsx'

interface RemoteServersSectionProps {
  servers: readonly AddedServer[]
  /** Of one that was just refused. */
  typed: TypedServer
  timeZone: string
}

/** Servers of others, for an administrator: those that are here, and how another one gets here. */
export function RemoteServersSection({ servers, typed, timeZone }: RemoteServersSectionProps) {
  const hosts = env().REMOTE_SERVER_HOSTS
  return (
    <section aria-labelledby="remote-servers">
      <h2 id="remote-servers" className="mb-1 text-base">
        Servers of others
      </h2>
      <p className="mb-4 max-w-prose text-muted-foreground">
        Everybody can connect an account of their own to a server that is added here. Its tools wait below until
        somebody has read them.
      </p>
      {servers.length > 0 ? (
        <ul className="mb-6 rounded-md border border-border bg-card" aria-label="Servers of others">
          {servers.map((server) => (
            <ServerRow
              key={server.id}
              server={server}
              isListed={hosts.includes(new URL(server.url).hostname)}
              timeZone={timeZone}
            />
          ))}
        </ul>
      ) : null}
      {hosts.length === 0 ? (
        <p className="max-w-prose text-muted-foreground">
          None can be added: the operator lists no host. Set <code className="font-mono">REMOTE_SERVER_HOSTS</code> of
          the web app to the host names of the servers you trust, separated by commas, and start it again.
        </p>
      ) : (
        <AddServerForm hosts={hosts} typed={typed} />
      )}
    </section>
  )
}

function ServerRow({ server, isListed, timeZone }: { server: AddedServer; isListed: boolean; timeZone: string }) {
  const { id, title, url, kind, clientId, issuer, addedAt } = server
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 border-t border-border px-3 py-3 first:border-t-0">
      <div className="min-w-0 flex-1 basis-60">
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi className="break-words">{title}</bdi>
          <Badge>{kind === 'oauth' ? 'own sign-in' : 'own key'}</Badge>
          {isListed ? null : <Badge>host not listed any more: not called</Badge>}
        </h3>
        <p className="mt-0.5 break-all font-mono text-xs text-muted-foreground">{url}</p>
        <p className="mt-1 break-all text-xs text-muted-foreground">
          <span className="font-mono">{id}</span>, since {shortInstant(addedAt, timeZone)}
          {issuer ? (
            <>
              , signs people in at <span className="font-mono">{issuer}</span>
            </>
          ) : null}
        </p>
        {kind === 'oauth' ? (
          <p className="mt-1 break-all text-xs text-muted-foreground">
            {clientId ? 'Redirect address to register there for this app, and no other: ' : 'Redirect address: '}
            <span className="font-mono">{callbackUrl(id)}</span>
          </p>
        ) : null}
      </div>
      <ConfirmedForm
        action="/admin/servers/remove"
        button={{ text: 'Remove', name: `Remove ${title}`, className: 'w-full md:w-auto' }}
        title={`Remove ${title}?`}
        consequence={`Nobody can call ${title} any more, and the accounts that people connected to it are forgotten here. At ${title} they stay until people end them there.`}
        verb="Remove"
      >
        <input type="hidden" name="server" value={id} />
      </ConfirmedForm>
    </li>
  )
}
