'use client'

import { signIn } from 'next-auth/react'
import { Button } from '@/components/ui/button'

interface ExternalSignInProps {
  providers: readonly { id: string; name: string }[]
  callbackPath: string
  /** What next-auth says of the last attempt. */
  error: string | undefined
}

const NO_ACCOUNT = 'There is no account here with the address that was verified there. Ask the operator to add it.'
const FAILED = 'Signing in there did not work. Try again, or use your password.'

/** Signing in at another service. Nothing where none is configured. */
export function ExternalSignIn({ providers, callbackPath, error }: ExternalSignInProps) {
  if (providers.length === 0) return null
  return (
    <div className="mt-4 grid gap-2">
      <p role="alert" className="text-refused empty:hidden">
        {error ? (error === 'NoAccount' ? NO_ACCOUNT : FAILED) : ''}
      </p>
      {providers.map(({ id, name }) => (
        <Button key={id} size="large" onClick={() => void signIn(id, { callbackUrl: callbackPath })}>
          Sign in with {name}
        </Button>
      ))}
    </div>
  )
}
