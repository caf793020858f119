'use client'

import type { FormEvent } from 'react'
import { Field, Input } from '@/components/ui/input'
import { SignInButton } from './sign-in-button.tsx'
import { useSignIn } from './use-sign-in.ts'

/** Signs in with email and password. A wrong email and a wrong password look the same. */
export function PasswordForm({ callbackPath }: { callbackPath: string }) {
  const { isBusy, problem, isWrong, signInWith } = useSignIn(callbackPath)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    void signInWith({ email: String(data.get('email')), password: String(data.get('password')) })
  }

  return (
    <form method="post" onSubmit={submit} className="grid gap-3">
      <Field label="Email" htmlFor="email">
        <Input
          isTall
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          aria-invalid={isWrong}
          aria-describedby="sign-in-problem"
        />
      </Field>
      <Field label="Password" htmlFor="password">
        <Input
          isTall
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={200}
          aria-invalid={isWrong}
          aria-describedby="sign-in-problem"
        />
      </Field>
      <p id="sign-in-problem" role="alert" className="text-refused empty:hidden">
        {problem}
      </p>
      <SignInButton type="submit" variant="primary" size="large" isBusy={isBusy}>
        {isBusy ? 'Signing in…' : 'Sign in'}
      </SignInButton>
    </form>
  )
}
