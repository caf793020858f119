'use client'

import { usePathname } from 'next/navigation'
import { MenuIcon } from '@/components/icons/icons'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { isAt, pages } from './pages.ts'

/** The navigation of small windows. */
export function PageMenu() {
  const pathname = usePathname()
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="quiet" size="icon" className="lg:hidden" aria-label="Menu">
          <MenuIcon />
        </Button>
      </MenuTrigger>
      <MenuContent align="start">
        {pages.map((page) => (
          <MenuItem key={page.path} asChild>
            <Link
              href={page.path}
              aria-current={isAt(page.path, pathname) ? 'page' : undefined}
              className="aria-[current]:font-semibold"
            >
              {page.title}
            </Link>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  )
}
