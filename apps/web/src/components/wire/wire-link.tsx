'use client'

import type { ComponentProps, MouseEvent } from 'react'
import { placeQuery, type WirePlace } from './wire-place.ts'

/** A link to a place of the wire. It changes the URL without asking the server: the turn is in this page already. */
export function WireLink({ place, onClick, ...props }: { place: WirePlace } & Omit<ComponentProps<'a'>, 'href'>) {
  const href = placeQuery(place)

  function open(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event)
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    window.history.pushState(null, '', href)
  }

  return <a href={href} onClick={open} {...props} />
}
