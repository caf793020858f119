import { COMMAND_LINE_CLIENT_ID } from '@chaperone/contracts'
import type { Metadata } from 'next'
import { connectedPrograms, registeredName } from '@/authorization-server/connected-programs'
import { HowToConnect } from '@/components/connections/how-to-connect'
import { programName } from '@/components/connections/program-name'
import { ProgramRow } from '@/components/connections/program-row'
import { EmptyNotice } from '@/components/data/notices'
import { OutcomeMessage } from '@/components/outcome/outcome-message'
import { OtherServers } from '@/components/remote/other-servers'
import { PageShell } from '@/components/shell/page-shell'
import type { SearchParams } from '@/components/shell/search-params'
import { readerTimeZone } from '@/components/time/time-zone'
import { TimeZoneReporter } from '@/components/time/time-zone-reporter'
import { LinkTabs } from '@/components/ui/link-tabs'
import { env, hostMcpAudience } from '@/env'
import { accountsOf } from '@/remote/kept-accounts'
import { isListedHost } from '@/remote/remote-fetch'
import { problemWords } from '@/remote/remote-problem'
import { addedServers } from '@/remote/remote-servers'
import { requirePerson } from '@/session/current-person'
import { formOutcome, outcomeAbout } from '@/session/form-outcome'

export const metadata: Metadata = { title: 'Connections' }

const servers = [
  { name: 'tasks', title: 'Tasks', gets: 'your tasks' },
  { name: 'calendar', title: 'Calendar', gets: 'your calendar' },
  { name: 'weather', title: 'Weather', gets: 'the weather, your saved places' },
  { name: 'all', title: 'All of them', gets: 'what you can read on all servers' },
] as const

async function Revoked({ clientId }: { clientId: string | undefined }) {
  const name = clientId ? programName({ clientId, clientName: await registeredName(clientId) }) : null
  return (
    <OutcomeMessage>
      Revoked. What {name ? <bdi>{name}</bdi> : 'it'} held for that server is refused there from now on.
    </OutcomeMessage>
  )
}

/** What the person has allowed programs of others, how to connect another one, and their accounts at servers of others. */
export default async function ConnectionsPage({ searchParams }: { searchParams: SearchParams }) {
  const person = await requirePerson('/connections')
  const { server: asked } = await searchParams
  const server = servers.find(({ name }) => name === asked) ?? servers[0]
  const urls = {
    all: hostMcpAudience(),
    tasks: env().TASKS_URL,
    calendar: env().CALENDAR_URL,
    weather: env().WEATHER_URL,
  }
  const [programs, others, accounts, timeZone, outcome] = await Promise.all([
    connectedPrograms(person.id),
    addedServers(),
    accountsOf(person.id),
    readerTimeZone(),
    formOutcome(),
  ])

  const problem = problemWords(outcome)

  return (
    <PageShell person={person} title="Connections">
      <TimeZoneReporter known={timeZone} />
      {outcome === 'revoked' ? <Revoked clientId={await outcomeAbout()} /> : null}
      {outcome === 'gone' ? <OutcomeMessage>That had ended already.</OutcomeMessage> : null}
      {outcome === 'connected' ? (
        <OutcomeMessage>Connected. What an administrator has accepted of it can be called now.</OutcomeMessage>
      ) : null}
      {outcome === 'connected_silent' ? (
        <OutcomeMessage>Connected, but it did not list its tools. It is asked again with the next call.</OutcomeMessage>
      ) : null}
      {outcome === 'disconnected' ? (
        <OutcomeMessage>Disconnected. The host has forgotten your account there.</OutcomeMessage>
      ) : null}
      {problem ? <OutcomeMessage>That did not work. {problem}</OutcomeMessage> : null}
      {programs.length === 0 ? (
        <EmptyNotice>No program can act for you. One that you allow appears here.</EmptyNotice>
      ) : (
        <ul className="rounded-md border border-border bg-card" aria-label="Programs that can act for you">
          {programs.map((program) => (
            <ProgramRow key={program.grants[0]} program={program} timeZone={timeZone} />
          ))}
        </ul>
      )}
      <section aria-labelledby="connect" className="mt-10">
        <div className="mb-3 flex flex-wrap items-center gap-3">
          <h2 id="connect" className="text-base">
            Connect a program
          </h2>
          <div className="ml-auto">
            <LinkTabs
              label="Which server"
              tabs={servers.map((tab) => ({
                title: tab.title,
                href: `/connections?server=${tab.name}`,
                isOpen: tab === server,
              }))}
            />
          </div>
        </div>
        <p className="mb-3 text-muted-foreground">
          A program is sent here to sign you in and to ask you, and gets {server.gets} and nothing else.{' '}
          {server.name === 'all' ? 'Each change it proposes waits at an address here, where you decide. ' : ''}One that
          asks for the scope <code className="font-mono">offline_access</code> stays connected; any other asks again
          after five minutes. Most bring a client id document, for which this server needs the internet. One that does
          not is added by the operator with <code className="font-mono">npm run clients -- add</code>, which prints its
          client id. You give that id to the program, as to mcpc below in place of <code>{COMMAND_LINE_CLIENT_ID}</code>
          .
        </p>
        <HowToConnect name={server.name === 'all' ? 'chaperone' : `chaperone-${server.name}`} url={urls[server.name]} />
      </section>
      <OtherServers servers={others.filter(({ url }) => isListedHost(url))} accounts={accounts} timeZone={timeZone} />
    </PageShell>
  )
}
