import type { Metadata } from 'next'

import { cache } from 'react'
import { type ConsentRequest, consentRequest } from '@/authorization-server/consent-request'
import { AllowButton } from '@/components/consent/allow-button'

import { ConsentDetails, ConsentSheet } from '@/components/consent/consent-sheet'
import { SwitchPerson } from '@/components/consent/switch-person'
import { BrandMark } from '@/components/icons/icons'
import { ThemeToggle } from '@/components/shell/theme-toggle'
import { Button } from '@/components/ui/button'
import { env } from '@/env'
import { currentPerson, requirePerson } from '@/session/current-person'

const EXPIRED = 'This request has expired'

interface ConsentPageProps {
  params: Promise<{ uid: string }>
}

/** Once for the title and the page. */
const requestOf = cache(async (uid: string) => {
  const person = await currentPerson()
  return person && consentRequest(uid, person)
})

export async function generateMetadata({ params }: ConsentPageProps): Promise<Metadata> {
  const request = await requestOf((await params).uid)
  if (!request) return { title: EXPIRED }
  return { title: isNothing(request) ? 'Nothing to allow' : 'Allow access?' }
}

/** Nothing that was asked for exists there and is the person's: there is nothing to decide. */
function isNothing({ scopes, wantsIdToken }: ConsentRequest): boolean {
  return scopes.length === 0 && !wantsIdToken
}

function Bar() {
  return (
    <header className="flex h-(--bar-height) items-center gap-4 border-b border-border bg-card px-3 md:px-4">
      <span className="flex items-center gap-2 text-base font-semibold leading-none tracking-[-0.01em]">
        <BrandMark />
        Chaperone
      </span>
      <span className="ml-auto truncate font-mono text-muted-foreground">{env().WEB_ORIGIN}</span>
      <ThemeToggle />
    </header>
  )
}

/** Asks the person whether a client may act for them. Nothing is decided by opening the page. */
export default async function ConsentPage({ params }: ConsentPageProps) {
  const { uid } = await params
  const path = `/consent/${encodeURIComponent(uid)}`
  const person = await requirePerson(path)
  const request = await requestOf(uid)

  if (!request) {
    return (
      <>
        <Bar />
        <main className="mx-auto max-w-150 px-4 py-12 text-base">
          <h1 className="text-xl tracking-[-0.02em]">{EXPIRED}</h1>
          <p className="mt-2 text-muted-foreground">
            It was answered already, took too long, or belongs to somebody else. Start again from the program that
            asked.
          </p>
        </main>
      </>
    )
  }

  if (request.needsSignIn) {
    return (
      <>
        <Bar />
        <main className="mx-auto max-w-150 px-4 py-12 text-base">
          <h1 className="text-xl tracking-[-0.02em]">Sign in again</h1>
          <p className="mt-2 text-muted-foreground">
            {request.clientName} wants you to sign in once more. After that you are asked whether to allow it.{' '}
            <SwitchPerson path={path}>Sign in again</SwitchPerson>
          </p>
        </main>
      </>
    )
  }

  return (
    <>
      <Bar />
      <main className="mx-auto max-w-150 px-4 pb-12 pt-5 text-base leading-normal sm:pt-6">
        <h1 className="text-xl leading-tight tracking-[-0.02em]">
          {isNothing(request)
            ? `${request.clientName} asks for nothing that you could allow`
            : `Allow ${request.clientName} to use ${request.resourceTitle} for you?`}
        </h1>
        <p className="mb-5 mt-1 text-muted-foreground">
          You are signed in as {person.name}, {person.email}. <SwitchPerson path={path}>Not you?</SwitchPerson>
        </p>
        <ConsentSheet request={request} />
        <form method="post" action={`${path}/decision`} className="mt-4 grid grid-cols-2 gap-3">
          <Button type="submit" name="decision" value="deny" size="tall" className="border-input">
            {isNothing(request) ? 'Go back' : 'Deny'}
          </Button>
          {isNothing(request) ? null : <AllowButton />}
          <p className="col-span-2 text-sm text-muted-foreground">
            {isNothing(request)
              ? 'The program is told that it gets nothing.'
              : 'Nothing is shared until you choose. Leaving this page counts as no.'}
          </p>
        </form>
        <div className="mt-5 border-t border-border pt-3 text-sm">
          <ConsentDetails request={request} />
        </div>
      </main>
    </>
  )
}
