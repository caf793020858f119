import type { ConnectedProgram } from '@/authorization-server/connected-programs'
import { shortInstant } from '@/components/time/short-instant'
import { Badge } from '@/components/ui/badge'
import { ConfirmedForm } from '@/components/ui/confirmed-form'
import { programName } from './program-name.ts'

/** One program that can act for the person, with the means to end that. */
export function ProgramRow({ program, timeZone }: { program: ConnectedProgram; timeZone: string }) {
  const name = programName(program) ?? program.clientId
  const facts = [
    { term: 'Since', value: shortInstant(program.since, timeZone) },
    { term: 'Last used', value: shortInstant(program.lastUsed, timeZone) },
    { term: program.stays ? 'Ends unless used' : 'Ends', value: shortInstant(program.endsAt, timeZone) },
  ]
  return (
    <li className="grid gap-x-6 gap-y-3 border-t border-border px-3 py-3 first:border-t-0 md:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi className="break-words">{name}</bdi>
          <Badge>{program.resourceTitle}</Badge>
        </h2>
        <p className="mt-0.5 break-all font-mono text-xs text-muted-foreground">{program.clientId}</p>
        <ul className="mt-2 list-disc pl-4 text-muted-foreground marker:text-faint-foreground">
          {program.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      <div className="flex flex-col gap-3 md:items-end">
        <ConfirmedForm
          action="/connections/end"
          button={{ text: 'Revoke', name: `Revoke ${name}, ${program.resourceTitle}`, className: 'w-full md:w-auto' }}
          title={`Revoke access of ${name}?`}
          consequence={`${name} can no longer use ${program.resourceTitle} for you: what it holds is refused at once, and it has to ask you again.`}
          verb="Revoke"
        >
          {program.grants.map((grant) => (
            <input key={grant} type="hidden" name="grant" value={grant} />
          ))}
        </ConfirmedForm>
        <dl className="grid grid-cols-[auto_auto] gap-x-3 text-xs tabular-nums text-muted-foreground">
          {facts.map(({ term, value }) => (
            <div key={term} className="contents">
              <dt>{term}</dt>
              <dd className="text-right text-foreground">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </li>
  )
}
