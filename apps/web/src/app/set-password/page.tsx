import type { Metadata } from 'next'
import { NewPasswordField } from '@/components/account/new-password-field'
import { NarrowPage } from '@/components/shell/narrow-page'
import type { SearchParams } from '@/components/shell/search-params'
import { Button } from '@/components/ui/button'
import { currentPerson } from '@/session/current-person'
import { formOutcome } from '@/session/form-outcome'
import { holderOf, type LinkHolder } from '@/session/password-link'

const OVER = 'This link is over'

async function tokenIn(searchParams: SearchParams): Promise<string> {
  const { link } = await searchParams
  return typeof link === 'string' ? link : ''
}

export async function generateMetadata({ searchParams }: { searchParams: SearchParams }): Promise<Metadata> {
  return { title: (await holderOf(await tokenIn(searchParams))) ? 'Choose a password' : OVER }
}

/** Where the link of the operator leads. Opening it changes nothing: programs look at links before people do. */
export default async function SetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const token = await tokenIn(searchParams)
  const [holder, person, outcome] = await Promise.all([holderOf(token), currentPerson(), formOutcome()])
  return (
    <NarrowPage person={person} className="max-w-90">
      {holder ? (
        <>
          <h1 className="mb-1 text-xl tracking-[-0.02em]">Choose a password</h1>
          <p className="mb-5 text-muted-foreground">
            For {holder.name}, {holder.email}. {consequenceFor(holder)}{' '}
            {person && person.id !== holder.id
              ? `${person.name}, who is signed in at this browser, is signed out with it.`
              : null}
          </p>
          <form method="post" action="/set-password/save" className="grid gap-3">
            <input type="hidden" name="link" value={token} />
            <input type="hidden" name="username" autoComplete="username" value={holder.email} readOnly />
            <NewPasswordField problem={outcome} isTall />
            <Button type="submit" variant="primary" size="large">
              Set password
            </Button>
          </form>
        </>
      ) : (
        <>
          <h1 className="mb-1 text-xl tracking-[-0.02em]">{OVER}</h1>
          <p className="text-muted-foreground">
            It works once, for a day, and only until the next one is made. Ask whoever gave it to you for another.
          </p>
          <p className="mt-4 text-sm text-muted-foreground">
            For the operator: <code className="font-mono">npm run users -- reset</code> makes one.
          </p>
        </>
      )}
    </NarrowPage>
  )
}

function consequenceFor({ isNew }: LinkHolder): string {
  if (isNew) return ''
  return 'With it you are signed out everywhere, and every passkey and every program that could act for you ends.'
}
