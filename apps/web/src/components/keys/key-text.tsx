import type { ShownKey } from '@chaperone/contracts'
import { CopyButton } from '@/components/wire/copy-button'

/** A key, the one time that it is shown. It is in the memory of this page alone: closed or loaded anew, it is gone. */
export function KeyText({ shown }: { shown: ShownKey }) {
  return (
    <div role="status" className="grid gap-2 rounded-md border border-approval-border bg-approval-surface p-3">
      <p className="font-medium">Copy it now: the key is not shown again.</p>
      <div className="flex items-start gap-2 rounded-sm border border-border bg-card p-2">
        <code className="min-w-0 break-all font-mono text-xs">{shown.key}</code>
        <CopyButton label="Copy" name="Copy the key" text={shown.key} />
      </div>
      <p className="text-muted-foreground">
        Its id is <code className="break-all font-mono text-xs">{shown.id}</code>. The server takes it from now on.
      </p>
    </div>
  )
}
