import NextLink from 'next/link'
import type { ComponentProps } from 'react'
import { LinkProgress } from './link-progress.tsx'

/**
 * To a page of this app, which is asked for when the link is followed. Each is rendered for one person at that moment,
 * so there is nothing in it to fetch ahead: of a page that is not open, the server would be asked for an empty answer.
 * While it is on its way, a line at the top says so.
 */
export function Link({ children, ...props }: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  return (
    <NextLink {...props} prefetch={false}>
      {children}
      <LinkProgress />
    </NextLink>
  )
}
