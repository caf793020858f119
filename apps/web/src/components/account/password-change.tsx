import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/input'
import type { PasswordChange } from '@/session/change-password'
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from '@/session/password-policy'

const problems: Record<Exclude<PasswordChange, 'changed'>, string> = {
  wrong: 'The current password is not right. Nothing was changed.',
  throttled: 'Too many attempts. Wait a minute, then try again.',
  short: `Take at least ${MIN_PASSWORD_CHARACTERS} characters; four or five words that have nothing to do with each other are good.`,
  long: `Take at most ${MAX_PASSWORD_CHARACTERS} characters.`,
  guessable:
    'That one is easy to guess: it is known from breaches, or made of your name, a pattern or a date. Take another.',
}

/** The form for a new password, with what came of the last attempt. */
export function PasswordChangeForm({ email, outcome }: { email: string; outcome: string | undefined }) {
  const problem = outcome && Object.hasOwn(problems, outcome) ? problems[outcome as keyof typeof problems] : ''
  return (
    <form method="post" action="/account/password" className="grid max-w-90 gap-3">
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field label="Current password" htmlFor="current">
        <Input id="current" name="current" type="password" autoComplete="current-password" required maxLength={200} />
      </Field>
      <Field label="New password" htmlFor="next">
        <Input
          id="next"
          name="next"
          type="password"
          autoComplete="new-password"
          required
          minLength={MIN_PASSWORD_CHARACTERS}
          maxLength={MAX_PASSWORD_CHARACTERS}
          aria-describedby="password-outcome"
        />
      </Field>
      <p id="password-outcome" role="alert" className="text-refused empty:hidden">
        {problem}
      </p>
      {outcome === 'changed' ? <p role="status">Changed. Everywhere else you are signed out.</p> : null}
      <Button type="submit" className="justify-self-start">
        Change password
      </Button>
    </form>
  )
}
