'use client'

import { useEffect } from 'react'
import type { WirePlace } from '@/components/wire/wire-place'

/**
 * Where the window holds one pane at a time, the page scrolls: another pane opens at its own place, not where the last
 * one was. The conversation at its newest words, the wire at its top, or at the hop that the URL names.
 */
export function usePaneStart({ pane, hop }: WirePlace): void {
  // Runs for another pane only: a hop that is chosen inside the wire finds its own place.
  useEffect(() => {
    if (pane === 'conversation') document.querySelector('.thread-end')?.scrollIntoView({ block: 'nearest' })
    else if (hop === undefined) window.scrollTo({ top: 0 })
    else document.querySelector('.open-hop-place')?.scrollIntoView({ block: 'start' })
  }, [pane])
}
