import { shortInstant } from '@/components/time/short-instant'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { PersonPasskey } from '@/passkeys/passkeys'
import { browserWords } from './browser-words.ts'

/** The person's passkeys. Nothing where there are none. */
export function PasskeyList({ passkeys, timeZone }: { passkeys: readonly PersonPasskey[]; timeZone: string }) {
  if (passkeys.length === 0) return null
  return (
    <ul className="mb-4 rounded-md border border-border bg-card" aria-label="Passkeys">
      {passkeys.map(({ id, agent, isSyncable, createdAt, lastUsedAt }, index) => (
        <li
          key={id}
          className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2 border-t border-border px-3 py-2 first:border-t-0"
        >
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              Added with {browserWords(agent)}
              <Badge>{isSyncable ? 'can be on several devices' : 'one device'}</Badge>
            </p>
            <p className="text-xs tabular-nums text-muted-foreground">
              {shortInstant(createdAt, timeZone)},{' '}
              {lastUsedAt ? `last used ${shortInstant(lastUsedAt, timeZone)}` : 'not used yet'}
            </p>
          </div>
          <form method="post" action="/account/passkeys/remove">
            <input type="hidden" name="passkey" value={id} />
            <Button
              type="submit"
              aria-label={`Remove passkey ${index + 1}, added ${shortInstant(createdAt, timeZone)}`}
            >
              Remove
            </Button>
          </form>
        </li>
      ))}
    </ul>
  )
}
