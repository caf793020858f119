'use client'

import { useId } from 'react'
import { DEMO_PASSWORD } from './demo-password.ts'
import { SignInButton } from './sign-in-button.tsx'
import { useSignIn } from './use-sign-in.ts'

/** Signs in as one of the demo people with one click. Rendered in demo mode only. */
export function DemoButton({
  name,
  email,
  callbackPath,
  isShortOnSmall = false,
  className,
}: {
  name: string
  email: string
  callbackPath: string
  isShortOnSmall?: boolean
  className?: string
}) {
  const { isBusy, problem, signInWith } = useSignIn(callbackPath)
  const problemId = useId()
  return (
    <>
      <SignInButton
        className={className ?? ''}
        isBusy={isBusy}
        aria-label={`Sign in as ${name}`}
        aria-describedby={problemId}
        onClick={() => void signInWith({ email, password: DEMO_PASSWORD })}
      >
        <span>
          <span className={isShortOnSmall ? 'max-md:hidden' : ''}>Sign in as </span>
          {name}
        </span>
      </SignInButton>
      <span id={problemId} role="alert" className="mt-1 block text-right text-xs text-refused empty:hidden">
        {problem}
      </span>
    </>
  )
}
