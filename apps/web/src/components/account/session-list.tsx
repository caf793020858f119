import { shortInstant } from '@/components/time/short-instant'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { PersonSession } from '@/session/sessions'
import { browserWords } from './browser-words.ts'

interface SessionListProps {
  sessions: readonly PersonSession[]
  /** The one that looks at this page. */
  ownId: string
  timeZone: string
}

/** Where the person is signed in. Each can be ended but the one that asks, which signs out by the menu. */
export function SessionList({ sessions, ownId, timeZone }: SessionListProps) {
  return (
    <ul className="rounded-md border border-border bg-card" aria-label="Where you are signed in">
      {sessions.map(({ id, agent, network, createdAt, lastUsedAt }, index) => (
        <li
          key={id}
          className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2 border-t border-border px-3 py-2 first:border-t-0"
        >
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              {browserWords(agent)}
              {id === ownId ? <Badge>this one</Badge> : null}
            </p>
            <p className="text-xs tabular-nums text-muted-foreground">
              <span className="font-mono">{network}</span>, since {shortInstant(createdAt, timeZone)}, last used{' '}
              {shortInstant(lastUsedAt, timeZone)}
            </p>
          </div>
          {id === ownId ? null : (
            <form method="post" action="/account/sessions/end">
              <input type="hidden" name="session" value={id} />
              <Button
                type="submit"
                // The place in the list tells those apart that began in the same minute at the same desk.
                aria-label={`Sign out ${browserWords(agent)}, ${network}, since ${shortInstant(createdAt, timeZone)}, ${index + 1} of ${sessions.length}`}
              >
                Sign out
              </Button>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}
