import { FocusOnLoad } from '@/components/outcome/focus-on-load'
import { Field, Input } from '@/components/ui/input'

const problems: Record<string, string> = {
  wrong: 'This is not your current password. Nothing was changed.',
  throttled: 'Too many attempts. Wait a minute, then try again.',
}

interface CurrentPasswordFieldProps {
  id: string
  /** What was wrong with the last one. */
  problem: string | undefined
}

/** The password once more, before something changes with which one signs in. */
export function CurrentPasswordField({ id, problem }: CurrentPasswordFieldProps) {
  const text = problem && Object.hasOwn(problems, problem) ? problems[problem] : ''
  return (
    <Field label="Current password" htmlFor={id}>
      <Input
        id={id}
        name="current"
        type="password"
        autoComplete="current-password"
        required
        maxLength={200}
        aria-invalid={text !== ''}
        aria-describedby={`${id}-problem`}
      />
      <p id={`${id}-problem`} role="alert" className="text-refused empty:hidden">
        {text}
      </p>
      {text ? <FocusOnLoad target={id} /> : null}
    </Field>
  )
}
