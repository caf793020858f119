import type { ComponentProps } from 'react'

/** A part that scrolls by itself: named, and reachable by the keyboard, so that everyone can scroll it. */
export function ScrollRegion({ label, ...props }: { label: string } & Omit<ComponentProps<'section'>, 'aria-label'>) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
  return <section tabIndex={0} aria-label={label} {...props} />
}
