'use client'

import { signIn } from 'next-auth/react'
import { Button } from '@/components/ui/button'

interface ExternalSignInProps {
  providers: readonly { id: string; name: string }[]
  callbackPath: string
  /** What became of the last attempt. */
  error: string | undefined
}

const problems: Record<string, string> = {
  NoAccount: 'There is no account here with the address that was verified there. Ask the operator to add it.',
  Throttled: 'Too many tries. Wait a minute, then try again.',
}
const FAILED = 'Signing in there did not work. Try again, or use your password.'

/** Signing in at another service. Nothing where none is configured. */
export function ExternalSignIn({ providers, callbackPath, error }: ExternalSignInProps) {
  if (providers.length === 0) return null
  return (
    <div className="mt-4 grid gap-2">
      <p role="alert" className="text-refused empty:hidden">
        {error ? (Object.hasOwn(problems, error) ? problems[error] : FAILED) : ''}
      </p>
      {providers.map(({ id, name }) => (
        <Button key={id} size="large" onClick={() => void signIn(id, { callbackUrl: callbackPath })}>
          Sign in with {name}
        </Button>
      ))}
    </div>
  )
}
