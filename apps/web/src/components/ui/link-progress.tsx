'use client'

import { useLinkStatus } from 'next/link'
import { createPortal } from 'react-dom'

/** A line across the top of the window while the page that the link around it leads to is on its way. */
export function LinkProgress() {
  const { pending } = useLinkStatus()
  return pending ? createPortal(<div className="link-progress" aria-hidden="true" />, document.body) : null
}
