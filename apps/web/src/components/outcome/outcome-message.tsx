'use client'

import { type ReactNode, useEffect, useId, useState } from 'react'
import { FocusOnLoad } from './focus-on-load.tsx'

/** Whether this document has told its outcome. Back brings a page up as it was rendered first, message and all. */
let isTold = false

/** What came of a form, told once, with the focus on it, until the next one is sent. Tab goes on from there. */
export function OutcomeMessage({ children }: { children: ReactNode }) {
  const id = useId()
  const [isNews, setNews] = useState(!isTold)
  useEffect(() => {
    isTold = true
    const end = () => setNews(false)
    document.addEventListener('submit', end)
    return () => document.removeEventListener('submit', end)
  }, [])
  if (!isNews) return null
  return (
    <p id={id} role="status" tabIndex={-1} className="mb-4 w-fit">
      {children}
      <FocusOnLoad target={id} />
    </p>
  )
}
