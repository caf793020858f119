'use client'

import { signIn } from 'next-auth/react'
import { useState } from 'react'

export interface SignIn {
  isBusy: boolean
  problem: string
  /** Whether that was what was typed, and not the moment. */
  isWrong: boolean
  /** Does nothing while one is under way. */
  signInWith(credentials: { email: string; password: string }): Promise<void>
}

const WRONG = 'Wrong email or password.'
const FAILED = 'Signing in did not work. Try again in a moment.'
const problems: Record<string, string> = {
  CredentialsSignin: WRONG,
  Throttled: 'Too many tries. Wait a minute, then try again.',
}

/** Signs in with email and password and goes on to `path`. The page is loaded anew, so that nothing of before remains. */
export function useSignIn(path: string): SignIn {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  async function signInWith(credentials: { email: string; password: string }) {
    if (isBusy) return
    setBusy(true)
    setProblem('')
    const result = await signIn('credentials', { ...credentials, redirect: false }).catch(() => undefined)
    if (result?.ok && !result.error) {
      window.location.assign(path)
      return
    }
    setProblem(problems[result?.error ?? ''] ?? FAILED)
    setBusy(false)
  }

  return { isBusy, problem, isWrong: problem === WRONG, signInWith }
}
