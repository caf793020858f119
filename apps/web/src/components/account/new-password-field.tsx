import { FocusOnLoad } from '@/components/outcome/focus-on-load'
import { Field } from '@/components/ui/input'
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS, type PasswordProblem } from '@/session/password-policy'
import { ShownPassword } from './shown-password'

const problems: Record<PasswordProblem | 'throttled', string> = {
  same: 'This is the one you have. Take another.',
  short: 'This one is too short.',
  long: `Take at most ${MAX_PASSWORD_CHARACTERS} characters.`,
  guessable: 'This one is easy to guess: others have it, or it is made of what is known of you.',
  throttled: 'Too many attempts. Wait a minute, then try again.',
}

interface NewPasswordFieldProps {
  /** What was wrong with the last one, as the address says it. */
  problem: string | undefined
  isTall?: boolean
}

/** A password to be chosen, with the rule, and what was wrong with the last one. */
export function NewPasswordField({ problem, isTall = false }: NewPasswordFieldProps) {
  const text = problem && Object.hasOwn(problems, problem) ? problems[problem as keyof typeof problems] : ''
  return (
    <Field label="New password" htmlFor="next">
      <ShownPassword
        isTall={isTall}
        id="next"
        name="next"
        autoComplete="new-password"
        required
        maxLength={MAX_PASSWORD_CHARACTERS}
        aria-invalid={text !== ''}
        aria-describedby="next-rule next-problem"
      />
      <p id="next-problem" role="alert" className="text-refused empty:hidden">
        {text}
      </p>
      {text ? <FocusOnLoad target="next" /> : null}
      <p id="next-rule" className="text-xs text-muted-foreground">
        At least {MIN_PASSWORD_CHARACTERS} characters. Four or five words that have nothing to do with each other are
        good.
      </p>
    </Field>
  )
}
