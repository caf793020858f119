import { OtherServerRow } from '@/components/remote/other-server-row'
import type { KeptAccount } from '@/remote/kept-accounts'
import type { AddedServer } from '@/remote/remote-servers'

interface OtherServersProps {
  servers: readonly AddedServer[]
  accounts: readonly KeptAccount[]
  timeZone: string
}

/** Servers of others that an administrator has added, each with the person's own account at it. */
export function OtherServers({ servers, accounts, timeZone }: OtherServersProps) {
  return (
    <section aria-labelledby="other-servers" className="mt-10">
      <h2 id="other-servers" className="mb-1 text-base">
        Other servers
      </h2>
      <p className="mb-3 max-w-prose text-muted-foreground">
        They belong to somebody else. The host calls one for you with your own account there, which nobody else here can
        use. In the chat it asks before anything private that it has read for you goes there. What a program has read it
        cannot know: of a program it asks about changes, and nothing else that it sends there.
      </p>
      {servers.length === 0 ? (
        <p className="text-muted-foreground">None. An administrator can add one.</p>
      ) : (
        <ul className="rounded-md border border-border bg-card" aria-label="Other servers">
          {servers.map((server) => (
            <OtherServerRow
              key={server.id}
              server={server}
              account={accounts.find(({ serverId }) => serverId === server.id)}
              timeZone={timeZone}
            />
          ))}
        </ul>
      )}
    </section>
  )
}
