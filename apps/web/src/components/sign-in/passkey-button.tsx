'use client'

import { startAuthentication } from '@simplewebauthn/browser'
import { signIn } from 'next-auth/react'
import { useState } from 'react'
import { SignInButton } from './sign-in-button.tsx'

const NOT_KNOWN = 'No account here has this passkey any more.'
const FAILED = 'Signing in did not work. Try again in a moment, or use your password.'
const problems: Record<string, string> = {
  CredentialsSignin: NOT_KNOWN,
  Throttled: 'Too many tries. Wait a minute, then try again.',
  NotAllowedError: 'Nothing happened: it was cancelled, took too long, or there is no passkey for this site.',
}

/** Signs in with a passkey, which says itself whose it is. */
export function PasskeyButton({ callbackPath }: { callbackPath: string }) {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  async function start() {
    if (isBusy) return
    setBusy(true)
    setProblem('')
    const outcome = await signInWithPasskey().catch((error: Error) => error.name)
    if (outcome === 'signed_in') return window.location.assign(callbackPath)
    setProblem(problems[outcome] ?? FAILED)
    setBusy(false)
  }

  return (
    <div className="mt-4 grid gap-2">
      <SignInButton size="large" isBusy={isBusy} onClick={() => void start()}>
        {isBusy ? 'Waiting for your passkey…' : 'Sign in with a passkey'}
      </SignInButton>
      <p role="alert" className="text-refused empty:hidden">
        {problem}
      </p>
    </div>
  )
}

async function signInWithPasskey(): Promise<string> {
  const question = await fetch('/login/passkey', { method: 'POST', credentials: 'same-origin' })
  if (!question.ok) return 'failed'
  const answer = JSON.stringify(await startAuthentication({ optionsJSON: await question.json() }))
  const result = await signIn('passkey', { answer, redirect: false })
  return result?.ok && !result.error ? 'signed_in' : (result?.error ?? 'failed')
}
