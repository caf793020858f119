import type { Scope } from '@chaperone/contracts'
import { keyScopeSentence } from './scope-words.ts'

/** The scopes of one server, in words. The first, which reads, is on. */
export function ScopeChoice({ scopes }: { scopes: readonly Scope[] }) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-xs font-medium text-muted-foreground">May</legend>
      {scopes.map((scope, index) => (
        <label key={scope} className="flex min-h-6 flex-wrap items-center gap-x-2">
          <input type="checkbox" name="scope" value={scope} defaultChecked={index === 0} className="accent-primary" />
          {keyScopeSentence(scope)}
          <code className="font-mono text-xs text-muted-foreground">{scope}</code>
        </label>
      ))}
    </fieldset>
  )
}
