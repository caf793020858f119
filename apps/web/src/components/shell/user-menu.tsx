'use client'

import { signOut } from 'next-auth/react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '@/components/ui/menu'

/** Who is signed in, and the way out. */
export function UserMenu({ name, email, role }: { name: string; email: string; role: string }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button aria-label={`Account of ${name}`}>{name}</Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuLabel>
          {email}
          <span className="block text-faint-foreground">{role}</span>
        </MenuLabel>
        <MenuSeparator />
        <MenuItem asChild>
          <Link href="/account">Account</Link>
        </MenuItem>
        {role === 'administrator' ? (
          <>
            <MenuItem asChild>
              <Link href="/admin">Administration</Link>
            </MenuItem>
            <MenuItem asChild>
              <Link href="/keys">API keys</Link>
            </MenuItem>
          </>
        ) : null}
        <MenuItem onSelect={() => void signOut({ callbackUrl: '/' })}>Sign out</MenuItem>
      </MenuContent>
    </Menu>
  )
}
