'use client'

import { usePathname } from 'next/navigation'
import { useEffect } from 'react'

/**
 * On the way back to an entry that an anchor made, such as a skip link: the router finds no state of its own in it, and
 * leaves the page that is there under the address of the other one. Here that one is loaded.
 */
export function AnchorHistory() {
  const pathname = usePathname()
  useEffect(() => {
    const load = ({ state }: PopStateEvent) => {
      if (state === null && window.location.pathname !== pathname) window.location.reload()
    }
    window.addEventListener('popstate', load)
    return () => window.removeEventListener('popstate', load)
  }, [pathname])
  return null
}
