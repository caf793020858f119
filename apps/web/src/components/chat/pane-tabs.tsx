'use client'

import type { KeyboardEvent, ReactNode } from 'react'
import { placeQuery, type WirePlace } from '@/components/wire/wire-place'

const panes = ['conversation', 'wire'] as const
type Pane = (typeof panes)[number]

/** The two panes as tabs, where the window is too narrow for both. The open one is in the URL. */
export function PaneTabs({
  place,
  hopCount,
  menu,
}: {
  place: WirePlace
  hopCount: number
  /** Stands beside the tabs. */
  menu: ReactNode
}) {
  function open(pane: Pane) {
    window.history.pushState(null, '', placeQuery({ ...place, pane }))
  }

  function moveWithArrows(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const next = place.pane === 'wire' ? 'conversation' : 'wire'
    open(next)
    document.getElementById(`${next}-tab`)?.focus()
  }

  return (
    <nav className="pane-tabs" aria-label="Panes">
      <div role="tablist" aria-label="Panes" onKeyDown={moveWithArrows}>
        {panes.map((pane) => {
          const isOpen = place.pane === pane
          return (
            <button
              key={pane}
              type="button"
              role="tab"
              id={`${pane}-tab`}
              aria-selected={isOpen}
              aria-controls={`${pane}-pane`}
              tabIndex={isOpen ? 0 : -1}
              onClick={() => open(pane)}
            >
              {pane === 'conversation' ? 'Conversation' : 'Wire'}
              {pane === 'wire' && hopCount > 0 ? (
                <span className="tabular-nums text-faint-foreground">
                  {' '}
                  {hopCount} {hopCount === 1 ? 'hop' : 'hops'}
                </span>
              ) : null}
            </button>
          )
        })}
      </div>
      {menu}
    </nav>
  )
}
