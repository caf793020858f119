import type { ListedKey } from '@chaperone/db'
import { DateTime } from 'luxon'
import { Badge } from '@/components/ui/badge'
import { Verdict } from '@/components/verdict/verdict'
import { RevokeKey } from './revoke-key.tsx'
import { RotateKey } from './rotate-key.tsx'

interface KeyRowProps {
  row: ListedKey
  /** When the page is shown. */
  now: Date
  timeZone: string
}

/** Whether a server still takes it. */
export function isGood({ revokedAt, expiresAt }: ListedKey, now: Date): boolean {
  return !revokedAt && expiresAt > now
}

/** One key: whose it is, what it may, how long, and the means to replace or end it. */
export function KeyRow({ row, now, timeZone }: KeyRowProps) {
  const { id, server, clientId, serviceAccountId, scopes, createdAt, expiresAt, revokedAt, lastUsedAt } = row
  // With the year: a key may live for one.
  const inWords = (instant: Date) => DateTime.fromJSDate(instant, { zone: timeZone }).toFormat('d LLL yyyy, HH:mm')
  const facts = [
    { term: 'Made', value: inWords(createdAt) },
    { term: 'Last used', value: lastUsedAt ? inWords(lastUsedAt) : 'never' },
    revokedAt ? { term: 'Revoked', value: inWords(revokedAt) } : { term: 'Ends', value: inWords(expiresAt) },
  ]
  return (
    <li className="grid gap-x-6 gap-y-3 border-t border-border px-3 py-3 first:border-t-0 md:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <span className="break-all">{clientId}</span>
          <Badge>{server}</Badge>
          {isGood(row, now) ? (
            <Verdict verdict="allowed" word="Works" />
          ) : (
            <Verdict verdict="refused" word={revokedAt ? 'Revoked' : 'Ended'} />
          )}
        </h3>
        <p className="mt-0.5 break-all font-mono text-xs text-muted-foreground">{id}</p>
        <p className="mt-2 text-muted-foreground">
          Acts as <code className="font-mono text-xs">{serviceAccountId}</code> with{' '}
          <code className="break-words font-mono text-xs">{scopes.join(' ')}</code>
        </p>
      </div>
      <div className="flex flex-col gap-3 md:items-end">
        {isGood(row, now) ? (
          <div className="flex gap-2">
            <RotateKey id={id} clientId={clientId} />
            <RevokeKey id={id} clientId={clientId} server={server} />
          </div>
        ) : null}
        <dl className="grid grid-cols-[auto_auto] justify-start gap-x-3 text-xs tabular-nums text-muted-foreground">
          {facts.map(({ term, value }) => (
            <div key={term} className="contents">
              <dt>{term}</dt>
              <dd className="text-foreground md:text-right">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </li>
  )
}
