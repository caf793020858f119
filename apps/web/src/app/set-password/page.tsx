import type { Metadata } from 'next'
import { NewPasswordField } from '@/components/account/new-password-field'
import type { SearchParams } from '@/components/shell/search-params'
import { TopBar } from '@/components/shell/top-bar'
import { Button } from '@/components/ui/button'
import { formOutcome } from '@/session/form-outcome'
import { holderOf } from '@/session/password-link'

export const metadata: Metadata = { title: 'Choose a password' }

/** Where the link of the operator leads. Opening it changes nothing: programs look at links before people do. */
export default async function SetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const { link } = await searchParams
  const token = typeof link === 'string' ? link : ''
  const holder = await holderOf(token)
  return (
    <>
      <TopBar person={null} />
      <main className="mx-auto w-full max-w-90 px-4 py-12">
        {holder ? (
          <>
            <h1 className="mb-1 text-xl tracking-[-0.02em]">Choose a password</h1>
            <p className="mb-5 text-muted-foreground">
              For {holder.name}, {holder.email}.{' '}
              {holder.isNew
                ? null
                : 'With it you are signed out everywhere, and every passkey and every program that could act for you ends.'}
            </p>
            <form method="post" action="/set-password/save" className="grid gap-3">
              <input type="hidden" name="link" value={token} />
              <input type="hidden" name="username" autoComplete="username" value={holder.email} readOnly />
              <NewPasswordField problem={await formOutcome()} isTall />
              <Button type="submit" variant="primary" size="large">
                Set password
              </Button>
            </form>
          </>
        ) : (
          <>
            <h1 className="mb-1 text-xl tracking-[-0.02em]">This link is over</h1>
            <p className="text-muted-foreground">
              It works once, for a day, and only until the next one is made. Ask the operator for another: npm run users
              -- reset.
            </p>
          </>
        )}
      </main>
    </>
  )
}
