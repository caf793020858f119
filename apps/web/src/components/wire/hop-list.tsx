'use client'

import type { Hop } from '@chaperone/contracts'
import type { KeyboardEvent } from 'react'
import { HopRow } from './hop-row.tsx'

/** Arrow keys move between rows, Enter opens one. */
function moveFocus(event: KeyboardEvent<HTMLOListElement>) {
  const direction = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!direction) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-hop]')]
  const next = rows[rows.indexOf(document.activeElement as HTMLElement) + direction]
  if (!next) return
  event.preventDefault()
  next.focus()
}

/** The hops of a turn in order: at the same time the turn's sequence diagram. */
export function HopList({ hops, turnId, openHop }: { hops: readonly Hop[]; turnId: string; openHop?: number }) {
  return (
    <ol onKeyDown={moveFocus}>
      {hops.map((hop) => (
        <li key={hop.number}>
          <HopRow hop={hop} turnId={turnId} isOpen={hop.number === openHop} />
        </li>
      ))}
    </ol>
  )
}
