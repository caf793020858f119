import type { ListedKey } from '@chaperone/db'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EmptyNotice } from '@/components/data/notices'
import { KeyOutcome } from '@/components/keys/key-outcome'
import { isGood, KeyRow } from '@/components/keys/key-row'
import { NewKey } from '@/components/keys/new-key'
import { PageShell } from '@/components/shell/page-shell'
import { readerTimeZone } from '@/components/time/time-zone'
import { TimeZoneReporter } from '@/components/time/time-zone-reporter'
import { deskOf } from '@/keys/key-route'
import { requirePerson } from '@/session/current-person'
import { isAdministrator } from '@/session/person'

export const metadata: Metadata = { title: 'API keys' }

/** The keys of programs that are trusted without a person. Nobody but an administrator learns that there is such a page. */
export default async function KeysPage() {
  const person = await requirePerson('/keys')
  if (!isAdministrator(person)) notFound()
  const desk = deskOf(person)
  const [keys, accounts, timeZone] = await Promise.all([desk.list(), desk.accounts(), readerTimeZone()])
  const now = new Date()
  const newestFirst = keys.toReversed()
  const good = newestFirst.filter((row) => isGood(row, now))
  const ended = newestFirst.filter((row) => !isGood(row, now))
  const rowsOf = (rows: readonly ListedKey[], label: string) => (
    <ul className="rounded-md border border-border bg-card" aria-label={label}>
      {rows.map((row) => (
        <KeyRow key={row.id} row={row} now={now} timeZone={timeZone} />
      ))}
    </ul>
  )

  return (
    <PageShell person={person} title="API keys">
      <TimeZoneReporter known={timeZone} />
      <p className="mb-4 max-w-prose text-muted-foreground">
        A key trusts one program at one server. It acts as a service account with rows of its own, never as a person,
        and nobody is asked before it changes something there. The tasks server takes none.
      </p>
      <section aria-labelledby="new-key" className="mb-8">
        <h2 id="new-key" className="mb-2 text-base">
          Make a key
        </h2>
        <NewKey accounts={accounts} keys={keys} />
      </section>
      <section aria-labelledby="keys" className="grid gap-3">
        <h2 id="keys" className="text-base">
          Keys that work
        </h2>
        <KeyOutcome>
          {good.length === 0 ? <EmptyNotice>No program has a key.</EmptyNotice> : rowsOf(good, 'Keys that work')}
          {ended.length === 0 ? null : (
            <details>
              <summary className="mb-3 cursor-pointer text-muted-foreground">
                Keys that have ended: {ended.length}
              </summary>
              {rowsOf(ended, 'Keys that have ended')}
            </details>
          )}
        </KeyOutcome>
      </section>
    </PageShell>
  )
}
