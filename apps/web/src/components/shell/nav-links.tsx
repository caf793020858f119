'use client'

import { usePathname } from 'next/navigation'
import { Link } from '@/components/ui/link'
import { isAt, pages } from './pages.ts'

/** The pages, with the open one marked. */
export function NavLinks() {
  const pathname = usePathname()
  return (
    <nav aria-label="Main" className="hidden items-center gap-0.5 lg:flex">
      {pages.map((page) => (
        <Link
          key={page.path}
          href={page.path}
          aria-current={isAt(page.path, pathname) ? 'page' : undefined}
          className="rounded-sm px-2 py-1 text-muted-foreground hover:bg-accent hover:text-foreground aria-[current]:bg-secondary aria-[current]:font-medium aria-[current]:text-foreground"
        >
          {page.title}
        </Link>
      ))}
    </nav>
  )
}
