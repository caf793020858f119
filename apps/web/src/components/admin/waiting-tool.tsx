import { shortInstant } from '@/components/time/short-instant'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Verdict } from '@/components/verdict/verdict'
import type { WaitingDefinition } from '@/host/pin-store'
import { DefinitionDiff } from './definition-diff.tsx'

/** One definition that waits: what is different, what is odd about it, and the choice to accept exactly this one. */
export function WaitingTool({ waiting, timeZone }: { waiting: WaitingDefinition; timeZone: string }) {
  const { connection, tool, hash, suspicions, isNew, seenAt, accepted, definition } = waiting
  return (
    <article aria-label={`${tool} of ${connection}`} className="grid gap-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-mono font-medium">{tool}</h3>
        <span className="text-muted-foreground">of {connection}</span>
        <Badge>{isNew ? 'new' : 'changed'}</Badge>
        <span className="text-xs tabular-nums text-muted-foreground">seen {shortInstant(seenAt, timeZone)}</span>
      </header>
      {suspicions.map((suspicion) => (
        <p key={suspicion}>
          <Verdict verdict="refused" word={`Suspicious: it ${suspicion}.`} />
        </p>
      ))}
      <DefinitionDiff before={accepted} after={definition} />
      <form method="post" action="/admin/pins/accept" className="flex flex-wrap items-center gap-3">
        <input type="hidden" name="connection" value={connection} />
        <input type="hidden" name="tool" value={tool} />
        <input type="hidden" name="hash" value={hash} />
        <Button type="submit" aria-label={`Accept ${tool} of ${connection} as shown`}>
          Accept as shown
        </Button>
        <span className="truncate font-mono text-xs text-muted-foreground">sha256 {hash.slice(0, 16)}…</span>
      </form>
    </article>
  )
}
