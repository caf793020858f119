import type { ReactNode } from 'react'
import { RefusedIcon } from '@/components/icons/icons'

/** There is nothing here, and what one can do about it. */
export function EmptyNotice({ children }: { children: ReactNode }) {
  return (
    <p className="rounded-md border border-dashed border-border-strong px-4 py-6 text-center text-muted-foreground">
      {children}
    </p>
  )
}

/** A read or a change was refused or failed. */
export function RefusedNotice({ title, message }: { title: string; message: string }) {
  return (
    <div role="alert" className="rounded-md border border-refused-border bg-refused-surface px-4 py-3">
      <p className="verdict" data-verdict="refused">
        <RefusedIcon />
        {title}
      </p>
      <p className="mt-1">{message}</p>
    </div>
  )
}

/** Grey rows while the host asks the servers. */
export function LoadingRows({ rows }: { rows: number }) {
  return (
    <div role="status" aria-label="Loading" className="grid gap-2">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="pulse h-10 rounded-md bg-secondary" />
      ))}
    </div>
  )
}
