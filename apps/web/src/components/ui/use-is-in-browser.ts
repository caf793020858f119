'use client'

import { useSyncExternalStore } from 'react'

/** False in what the server rendered, until the page's scripts have taken it over. */
export function useIsInBrowser(): boolean {
  return useSyncExternalStore(
    noChange,
    () => true,
    () => false,
  )
}

function noChange(): () => void {
  return () => {}
}
