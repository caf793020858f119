import { shortInstant } from '@/components/time/short-instant'
import { Button } from '@/components/ui/button'
import type { PersonPermission } from '@/host/permission-store'

/** What the person has allowed once and for all. */
export function PermissionList({
  permissions,
  timeZone,
}: {
  permissions: readonly PersonPermission[]
  timeZone: string
}) {
  if (permissions.length === 0) {
    return (
      <p className="max-w-prose text-muted-foreground">
        Nothing. Each change asks you first; on the question you can allow a tool for good. Deleting always asks, and so
        does a program.
      </p>
    )
  }
  return (
    <ul className="rounded-md border border-border bg-card" aria-label="Allowed for good">
      {permissions.map(({ connection, tool, createdAt }) => (
        <li
          key={`${connection} ${tool}`}
          className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2 border-t border-border px-3 py-2 first:border-t-0"
        >
          <div className="min-w-0 flex-1">
            <p className="truncate font-mono">{tool}</p>
            <p className="text-xs tabular-nums text-muted-foreground">
              through {connection}, since {shortInstant(createdAt, timeZone)}
            </p>
          </div>
          <form method="post" action="/account/permissions/withdraw">
            <input type="hidden" name="connection" value={connection} />
            <input type="hidden" name="tool" value={tool} />
            <Button type="submit" aria-label={`Withdraw ${tool} through ${connection}`}>
              Withdraw
            </Button>
          </form>
        </li>
      ))}
    </ul>
  )
}
