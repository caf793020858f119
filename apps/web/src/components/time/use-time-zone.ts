'use client'

import { useSyncExternalStore } from 'react'

/** The reader's IANA time zone; null before the page runs in their browser, which alone knows it. */
export function useTimeZone(): string | null {
  return useSyncExternalStore(
    noChange,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  )
}

function noChange(): () => void {
  return () => {}
}
