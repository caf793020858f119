'use client'

import { signOut } from 'next-auth/react'

/** Signs out, and asks the next person to sign in before the same question. */
export function SwitchPerson({ path, children }: { path: string; children: string }) {
  const callbackUrl = `/login?${new URLSearchParams({ callbackUrl: path })}`
  return (
    <button type="button" className="link whitespace-nowrap" onClick={() => void signOut({ callbackUrl })}>
      {children}
    </button>
  )
}
