'use client'

import type { Hop } from '@chaperone/contracts'
import { useEffect, useRef } from 'react'
import { ScrollRegion } from '@/components/ui/scroll-region'
import { HopAnnouncer } from './hop-announcer.tsx'
import { HopList } from './hop-list.tsx'
import { ColumnHeads, NoRoute } from './lanes.tsx'
import { OpenHop } from './open-hop.tsx'
import { WireSummary } from './wire-summary.tsx'

export interface WirePaneProps {
  turnId: string | null
  hops: readonly Hop[]
  /** The hop the URL names, if any. */
  chosenHop: number | undefined
  /** The hop that the person is asked about, if any. */
  askedHop: number | undefined
  personName: string
}

/** Without a choice the call that the person decides about is open, else the first that left the host. */
function hopToOpen(hops: readonly Hop[], ...wanted: (number | undefined)[]): Hop | undefined {
  const named = wanted.map((number) => hops.find((hop) => hop.number === number)).find((hop) => hop !== undefined)
  return named ?? hops.find((hop) => hop.from === 'host') ?? hops[0]
}

/** The wire inspector: who talked to whom in this turn, with which credential, and why it was allowed or not. */
export function WirePane({ turnId, hops, chosenHop, askedHop, personName }: WirePaneProps) {
  const detail = useRef<HTMLDivElement>(null)
  const open = hopToOpen(hops, chosenHop, askedHop)

  // The list, or where the page was scrolled to, can leave the chosen hop out of sight.
  useEffect(() => {
    if (chosenHop === undefined || !detail.current) return
    const { top } = detail.current.getBoundingClientRect()
    if (top < 0 || top > window.innerHeight * 0.7) detail.current.scrollIntoView({ block: 'start' })
  }, [chosenHop])

  return (
    <section className="wire flex min-h-0 min-w-0 flex-col bg-card" aria-labelledby="wire-title">
      <div className="pane-head">
        <h2 id="wire-title">Wire</h2>
        {turnId ? <span className="truncate font-mono tabular-nums text-faint-foreground">{turnId}</span> : null}
        {hops.length > 0 ? <WireSummary hops={hops} /> : null}
      </div>
      <ScrollRegion label="Hops of this turn" className="pane-scroll">
        <ColumnHeads />
        {hops.length > 0 && turnId ? (
          <HopList hops={hops} turnId={turnId} {...(open && { openHop: open.number })} />
        ) : (
          <EmptyRows />
        )}
        <NoRoute />
        {open ? (
          <div ref={detail} className="open-hop-place">
            <OpenHop hop={open} personName={personName} />
          </div>
        ) : (
          <p className="max-w-[60ch] p-4 text-base leading-(--leading-prose) text-muted-foreground">
            Each call the agent proposes becomes a row here: from the browser to the host, from the host to one server,
            with the credential it carried and the verdict of every check. No row ever joins two servers.
          </p>
        )}
      </ScrollRegion>
      <HopAnnouncer hops={hops} />
    </section>
  )
}

/** The lifelines before anything has happened. */
function EmptyRows() {
  return (
    <div className="idle-lanes" aria-hidden="true">
      <span className="lanes" />
    </div>
  )
}
