'use client'

import { startRegistration, WebAuthnError } from '@simplewebauthn/browser'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { CurrentPasswordField } from './current-password-field'

const problems: Record<string, string> = {
  unauthenticated: 'You are signed out. Sign in again.',
  too_many: 'You have as many passkeys as one can have. Remove one first.',
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: 'This authenticator holds a passkey of yours already.',
  ERROR_CEREMONY_ABORTED: 'Nothing was added.',
  NotAllowedError: 'Nothing was added: it was cancelled, or took too long.',
}

/** Shows the password once more, and lets the browser make a passkey. */
export function AddPasskey() {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const form = event.currentTarget
    const current = String(new FormData(form).get('current'))
    setBusy(true)
    setProblem('')
    const outcome = await addPasskey(current).catch(codeOf)
    if (outcome === 'added') return window.location.assign('/account')
    form.reset()
    setProblem(outcome)
    setBusy(false)
  }

  return (
    <form method="post" onSubmit={submit} className="grid max-w-90 gap-3">
      <CurrentPasswordField id="passkey-password" problem={problem} />
      <p role="alert" className="text-refused empty:hidden">
        {problem === '' || problem === 'wrong' || problem === 'throttled'
          ? ''
          : (problems[problem] ?? 'That did not work. Try again in a moment.')}
      </p>
      <Button type="submit" className="justify-self-start" aria-disabled={isBusy}>
        {isBusy ? 'Waiting for your authenticator…' : 'Add a passkey'}
      </Button>
    </form>
  )
}

async function addPasskey(current: string): Promise<string> {
  const question = await post('/account/passkeys/question', { current })
  if (!question.ok) return errorOf(question)
  const answer = await startRegistration({ optionsJSON: await question.json() })
  const added = await post('/account/passkeys', { answer: JSON.stringify(answer) })
  return added.ok ? 'added' : errorOf(added)
}

function post(path: string, fields: Record<string, string>): Promise<Response> {
  return fetch(path, { method: 'POST', body: new URLSearchParams(fields), credentials: 'same-origin' })
}

async function errorOf(response: Response): Promise<string> {
  const { error = 'unknown' } = (await response.json().catch(() => ({}))) as { error?: string }
  return error
}

function codeOf(error: unknown): string {
  if (error instanceof WebAuthnError) return error.code in problems ? error.code : error.name
  return error instanceof Error ? error.name : 'unknown'
}
