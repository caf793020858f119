import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'
import { env } from '@/env'
import type { Person } from '@/session/person'
import { Brand } from './brand.tsx'
import { NavLinks } from './nav-links.tsx'
import { PageMenu } from './page-menu.tsx'
import { ThemeToggle } from './theme-toggle.tsx'
import { UserMenu } from './user-menu.tsx'

/** The bar of every page. `isContained` lines it up with a centred page instead of the window's edges. */
export function TopBar({ person, isContained = false }: { person: Person | null; isContained?: boolean }) {
  return (
    <header className="h-(--bar-height) flex-none border-b border-border bg-card">
      <div
        className={classNames(
          'flex h-full items-center gap-1 px-3 md:gap-4 md:px-4',
          isContained && 'mx-auto max-w-292 md:px-6',
        )}
      >
        <PageMenu />
        <Brand className="max-lg:mr-auto" />
        <NavLinks />
        {env().DEMO_MODE ? (
          <span className="ml-auto hidden font-mono text-faint-foreground lg:inline">demo mode</span>
        ) : (
          <span className="ml-auto hidden lg:inline" />
        )}
        <ThemeToggle />
        {person ? (
          <UserMenu name={person.name} email={person.email} role={person.role} />
        ) : (
          <Button asChild>
            <Link href="/login">Sign in</Link>
          </Button>
        )}
      </div>
    </header>
  )
}
