'use client'

import { useEffect } from 'react'

/**
 * Moves the focus to an element, so that whoever sent a form by keyboard or hears the page goes on where it matters.
 * Whoever types in a field already, stays there: what they type next belongs there.
 */
export function FocusOnLoad({ target }: { target: string }) {
  useEffect(() => {
    if (!(document.activeElement instanceof HTMLInputElement)) document.getElementById(target)?.focus()
  }, [target])
  return null
}
