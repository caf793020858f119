'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'

/** A double click takes less, and so does whoever is already clicking when this page comes to the front. */
export const SETTLING_MILLISECONDS = 500

/**
 * Allows nothing until the page has been in front of the person for a moment, and again whenever it comes back there:
 * another window that closes under the pointer would have them click here. Without scripts it works as any button,
 * after the same moment from the first paint (consent.css).
 */
export function AllowButton() {
  // True until a script runs that makes it true again: the button is not dead without any.
  const [isSettled, setSettled] = useState(true)
  useEffect(() => watchPresence(setSettled), [])
  return (
    <Button
      type="submit"
      name="decision"
      value="allow"
      size="tall"
      className="settling border-input"
      aria-disabled={!isSettled}
      onClick={(event) => {
        if (!isSettled) event.preventDefault()
      }}
    >
      Allow
    </Button>
  )
}

/** Tells whether the page has been visible and focused for the moment that it takes. @returns what ends the watch */
function watchPresence(tell: (isSettled: boolean) => void): () => void {
  let timer: number | undefined
  function begin() {
    window.clearTimeout(timer)
    tell(false)
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return
    timer = window.setTimeout(() => tell(true), SETTLING_MILLISECONDS)
  }
  const ending = new AbortController()
  const { signal } = ending
  for (const name of ['focus', 'blur', 'pageshow']) window.addEventListener(name, begin, { signal })
  document.addEventListener('visibilitychange', begin, { signal })
  begin()
  return () => {
    window.clearTimeout(timer)
    ending.abort()
  }
}
