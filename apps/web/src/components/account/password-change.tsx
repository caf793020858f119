import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/input'
import type { PasswordChange } from '@/session/change-password'
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from '@/session/password-policy'

const RULE = `At least ${MIN_PASSWORD_CHARACTERS} characters. Four or five words that have nothing to do with each other are good.`

const problems: Record<Exclude<PasswordChange, 'changed'>, { field: 'current' | 'next'; text: string }> = {
  wrong: { field: 'current', text: 'This is not your current password. Nothing was changed.' },
  throttled: { field: 'current', text: 'Too many attempts. Wait a minute, then try again.' },
  short: { field: 'next', text: 'This one is too short.' },
  long: { field: 'next', text: `Take at most ${MAX_PASSWORD_CHARACTERS} characters.` },
  guessable: {
    field: 'next',
    text: 'This one is easy to guess: others have it, or it is made of what is known of you.',
  },
}

/** The form for a new password, with what was wrong with the last attempt at the field that it is about. */
export function PasswordChangeForm({ email, outcome }: { email: string; outcome: string | undefined }) {
  const problem = outcome && Object.hasOwn(problems, outcome) ? problems[outcome as keyof typeof problems] : null
  const wrong = (field: 'current' | 'next') => (problem?.field === field ? problem.text : '')
  return (
    <form method="post" action="/account/password" className="grid max-w-90 gap-3">
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field label="Current password" htmlFor="current">
        <Input
          id="current"
          name="current"
          type="password"
          autoComplete="current-password"
          required
          maxLength={MAX_PASSWORD_CHARACTERS}
          aria-invalid={wrong('current') !== ''}
          aria-describedby="current-problem"
        />
        <p id="current-problem" role="alert" className="text-refused empty:hidden">
          {wrong('current')}
        </p>
      </Field>
      <Field label="New password" htmlFor="next">
        <Input
          id="next"
          name="next"
          type="password"
          autoComplete="new-password"
          required
          maxLength={MAX_PASSWORD_CHARACTERS}
          aria-invalid={wrong('next') !== ''}
          aria-describedby="next-rule next-problem"
        />
        <p id="next-problem" role="alert" className="text-refused empty:hidden">
          {wrong('next')}
        </p>
        <p id="next-rule" className="text-xs text-muted-foreground">
          {RULE}
        </p>
      </Field>
      <label className="flex items-start gap-2">
        <input type="checkbox" name="programs" value="1" defaultChecked className="mt-0.5 size-4" />
        <span>
          Revoke all programs as well
          <span className="block text-xs text-muted-foreground">
            Whoever knew the old one may have connected some. You are signed out everywhere in any case.
          </span>
        </span>
      </label>
      <Button type="submit" className="justify-self-start">
        Change password
      </Button>
    </form>
  )
}
