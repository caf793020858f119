'use client'

import { type ReactNode, useEffect, useId, useState } from 'react'
import { FocusOnLoad } from './focus-on-load.tsx'

/** Whether this document has told its outcome. Back brings a page up as it was rendered first, message and all. */
let isTold = false

/** What came of a form, told once, with the focus on it. Tab goes on from there. */
export function OutcomeMessage({ children }: { children: ReactNode }) {
  const id = useId()
  const [isNews] = useState(!isTold)
  useEffect(() => {
    isTold = true
  }, [])
  if (!isNews) return null
  return (
    <p id={id} role="status" tabIndex={-1} className="mb-4 w-fit">
      {children}
      <FocusOnLoad target={id} />
    </p>
  )
}
