import type { ReactNode } from 'react'
import type { Person } from '@/session/person'
import { TopBar } from './top-bar.tsx'

/** A signed-in page with one column: bar, title, content. */
export function PageShell({
  person,
  title,
  actions,
  children,
}: {
  person: Person
  title: string
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <TopBar person={person} />
      <main id="content" className="mx-auto w-full max-w-240 px-4 py-6 md:px-6">
        <div className="mb-5 flex min-h-7 flex-wrap items-center gap-3">
          <h1 className="text-xl tracking-[-0.02em]">{title}</h1>
          {actions ? <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div> : null}
        </div>
        {children}
      </main>
    </>
  )
}
