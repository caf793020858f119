'use client'

import { useEffect } from 'react'

/** Moves the focus to an element, so that whoever sent a form by keyboard or hears the page goes on where it matters. */
export function FocusOnLoad({ target }: { target: string }) {
  useEffect(() => document.getElementById(target)?.focus(), [target])
  return null
}
