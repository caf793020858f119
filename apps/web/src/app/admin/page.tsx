import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { WaitingTool } from '@/components/admin/waiting-tool'
import { OutcomeMessage } from '@/components/outcome/outcome-message'
import { RemoteServersSection } from '@/components/remote/remote-servers-section'
import { PageShell } from '@/components/shell/page-shell'
import { readerTimeZone } from '@/components/time/time-zone'
import { TimeZoneReporter } from '@/components/time/time-zone-reporter'
import { SHOWN_AT_ONCE, waitingDefinitions } from '@/host/pin-store'
import { problemWords } from '@/remote/remote-problem'
import { addedServers } from '@/remote/remote-servers'
import { recallTyped } from '@/remote/typed-server'
import { requirePerson } from '@/session/current-person'
import { formOutcome, outcomeAbout } from '@/session/form-outcome'
import { isAdministrator } from '@/session/person'

export const metadata: Metadata = { title: 'Administration' }

/** The servers of others, and tool definitions that wait for an administrator. Nobody else learns that there is such a page. */
export default async function AdminPage() {
  const person = await requirePerson('/admin')
  if (!isAdministrator(person)) notFound()
  const [waiting, servers, timeZone, outcome, typed] = await Promise.all([
    waitingDefinitions(),
    addedServers(),
    readerTimeZone(),
    formOutcome(),
    outcomeAbout().then((kept) => recallTyped(person, kept)),
  ])
  const problem = problemWords(outcome)

  return (
    <PageShell person={person} title="Administration">
      <TimeZoneReporter known={timeZone} />
      {outcome === 'server_added' ? <OutcomeMessage>Added. People find it under Connections.</OutcomeMessage> : null}
      {outcome === 'server_removed' ? <OutcomeMessage>Removed, with the accounts at it.</OutcomeMessage> : null}
      {outcome === 'gone' ? <OutcomeMessage>That was gone already.</OutcomeMessage> : null}
      {problem ? <OutcomeMessage>The server was not added. {problem}</OutcomeMessage> : null}
      <RemoteServersSection servers={servers} typed={problem ? typed : {}} timeZone={timeZone} />
      <section aria-labelledby="definitions" className="mt-10">
        <h2 id="definitions" className="mb-1 text-base">
          Tool definitions to look at
        </h2>
        <p className="mb-4 max-w-prose text-muted-foreground">
          The host calls a tool only as it was defined when it was accepted. What a server changed or added since is
          blocked until somebody has read it: a description is an instruction to a language model. The newest{' '}
          {SHOWN_AT_ONCE} of each server are shown.
        </p>
        {outcome === 'accepted' ? <OutcomeMessage>Accepted. The host calls it from now on.</OutcomeMessage> : null}
        {waiting.length === 0 ? (
          <p className="text-muted-foreground">Nothing waits: every tool is as it was accepted.</p>
        ) : (
          <ul className="grid gap-6" aria-label="Definitions that wait">
            {waiting.map((definition) => (
              <li key={`${definition.connection} ${definition.tool}`}>
                <WaitingTool waiting={definition} timeZone={timeZone} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </PageShell>
  )
}
