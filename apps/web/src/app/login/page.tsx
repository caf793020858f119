import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { OutcomeMessage } from '@/components/outcome/outcome-message'
import { NarrowPage } from '@/components/shell/narrow-page'
import type { SearchParams } from '@/components/shell/search-params'
import { callbackPath } from '@/components/sign-in/callback-path'
import { DemoButton } from '@/components/sign-in/demo-button'
import { demoPeople } from '@/components/sign-in/demo-people'
import { ExternalSignIn } from '@/components/sign-in/external-sign-in'
import { PasskeyButton } from '@/components/sign-in/passkey-button'
import { PasswordForm } from '@/components/sign-in/password-form'
import { env } from '@/env'
import { currentPerson } from '@/session/current-person'
import { externalProviders } from '@/session/external-providers'
import { formOutcome } from '@/session/form-outcome'

export const metadata: Metadata = { title: 'Sign in' }

const outcomes: Record<string, string> = {
  first_password: 'Your password is set. Sign in with it.',
  changed: 'Your password is set, and you are signed out everywhere. Sign in with it.',
}

export default async function LoginPage({ searchParams }: { searchParams: SearchParams }) {
  const { callbackUrl, error } = await searchParams
  const path = callbackPath(callbackUrl)
  if (await currentPerson()) redirect(path)
  const outcome = await formOutcome()
  return (
    <NarrowPage person={null} className="max-w-90">
      <h1 className="mb-5 text-xl tracking-[-0.02em]">Sign in</h1>
      {outcome && Object.hasOwn(outcomes, outcome) ? <OutcomeMessage>{outcomes[outcome]}</OutcomeMessage> : null}
      <noscript>
        <p className="mb-4 text-refused">Signing in needs JavaScript, which this browser does not run.</p>
      </noscript>
      <PasswordForm callbackPath={path} />
      <PasskeyButton callbackPath={path} />
      <ExternalSignIn
        providers={externalProviders().map(({ id, name }) => ({ id, name }))}
        callbackPath={path}
        error={typeof error === 'string' ? error : undefined}
      />
      {env().DEMO_MODE ? (
        <section aria-labelledby="demo-title" className="mt-8 border-t border-border pt-4">
          <h2 id="demo-title">Or be one of the demo people</h2>
          <ul className="mt-2">
            {demoPeople.map(({ name, email, sees }) => (
              <li key={name} className="flex flex-wrap items-center gap-x-3 border-b border-border py-2">
                <span>
                  {name}
                  <span className="block text-xs text-muted-foreground">
                    {sees.length > 0 ? `sees ${sees.join(' and ')}` : 'administrator, sees no project'}
                  </span>
                </span>
                <span className="ml-auto">
                  <DemoButton name={name} email={email} callbackPath={path} className="w-32" />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </NarrowPage>
  )
}
