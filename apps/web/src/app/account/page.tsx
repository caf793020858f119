import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { NoPassword } from '@/components/account/no-password'
import { PasskeySection } from '@/components/account/passkey-section'
import { PasswordChangeForm } from '@/components/account/password-change'
import { PermissionList } from '@/components/account/permission-list'
import { SessionList } from '@/components/account/session-list'
import { OutcomeMessage } from '@/components/outcome/outcome-message'
import { PageShell } from '@/components/shell/page-shell'
import { readerTimeZone } from '@/components/time/time-zone'
import { TimeZoneReporter } from '@/components/time/time-zone-reporter'
import { ConfirmedForm } from '@/components/ui/confirmed-form'
import { permissionsOf } from '@/host/permission-store'
import { requirePerson } from '@/session/current-person'
import { formOutcome } from '@/session/form-outcome'
import { hasPassword } from '@/session/has-password'
import { sessionsOf } from '@/session/sessions'

export const metadata: Metadata = { title: 'Account' }

const signedOut: Record<string, string> = {
  signed_out: 'Signed out there. Its cookie and its tokens are refused from now on.',
  signed_out_elsewhere: 'Signed out everywhere else. Cookies and tokens from there are refused from now on.',
}

function Section({
  id,
  title,
  actions,
  children,
}: {
  id: string
  title: string
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <section aria-labelledby={id} className="mb-10">
      <div className="mb-3 flex min-h-7 flex-wrap items-center gap-3">
        <h2 id={id} className="text-base">
          {title}
        </h2>
        {actions ? <div className="ml-auto">{actions}</div> : null}
      </div>
      {children}
    </section>
  )
}

/** Where the person is signed in, with what, and what they allowed for good. */
export default async function AccountPage() {
  const person = await requirePerson('/account')
  const [sessions, permissions, isPasswordSet, timeZone, outcome] = await Promise.all([
    sessionsOf(person.id),
    permissionsOf(person.id),
    hasPassword(person.id),
    readerTimeZone(),
    formOutcome(),
  ])

  return (
    <PageShell person={person} title="Account">
      <TimeZoneReporter known={timeZone} />
      {outcome === 'gone' ? <OutcomeMessage>That had ended already.</OutcomeMessage> : null}
      <p className="mb-8 text-muted-foreground">
        {person.name}, {person.email}, {person.role}
      </p>
      <Section
        id="sessions"
        title="Where you are signed in"
        actions={
          sessions.length > 1 ? (
            <ConfirmedForm
              action="/account/sessions/end"
              button={{ text: 'Sign out everywhere else' }}
              title="Sign out everywhere else?"
              consequence="Every other session of yours ends at once, and what was begun in it. You stay signed in here. Programs that you allowed stay as well: they are under Connections."
              verb="Sign out"
            >
              <input type="hidden" name="others" value="1" />
            </ConfirmedForm>
          ) : null
        }
      >
        {outcome && Object.hasOwn(signedOut, outcome) ? <OutcomeMessage>{signedOut[outcome]}</OutcomeMessage> : null}
        <SessionList sessions={sessions} ownId={person.sessionId} timeZone={timeZone} />
      </Section>
      <Section id="permissions" title="Allowed for good">
        {outcome === 'withdrawn' ? <OutcomeMessage>Withdrawn. The next call of it asks you.</OutcomeMessage> : null}
        <PermissionList permissions={permissions} timeZone={timeZone} />
      </Section>
      <Section id="passkeys" title="Passkeys">
        <PasskeySection userId={person.id} hasPassword={isPasswordSet} outcome={outcome} timeZone={timeZone} />
      </Section>
      <Section id="password" title="Password">
        {isPasswordSet ? <PasswordChangeForm email={person.email} outcome={outcome} /> : <NoPassword />}
      </Section>
    </PageShell>
  )
}
