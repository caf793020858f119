'use client'

import { type RefObject, useEffect } from 'react'

/** Whether a conversation was chosen or begun on the page before: it went, with the button that had the focus. */
let isMoving = false

/** Says that another conversation comes, whose message field takes the focus. */
export function moveOn(): void {
  isMoving = true
}

/** Takes the focus into a field of a page that one has moved to. A first visit begins at the page's top, as any does. */
export function useFocusAfterMove(field: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (isMoving) field.current?.focus()
    isMoving = false
  }, [field])
}
