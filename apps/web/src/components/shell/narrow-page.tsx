import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { Person } from '@/session/person'
import { TopBar } from './top-bar.tsx'

interface NarrowPageProps {
  person: Person | null
  /** Of the column, its width among them. */
  className: string
  children: ReactNode
}

/** A page with one matter, in a narrow column under the bar. */
export function NarrowPage({ person, className, children }: NarrowPageProps) {
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <TopBar person={person} />
      <main id="content" className={classNames('mx-auto w-full px-4 py-12', className)}>
        {children}
      </main>
    </>
  )
}
