import { Button } from '@/components/ui/button'
import { CurrentPasswordField } from './current-password-field'
import { NewPasswordField } from './new-password-field'

/** The form for a new password, with what was wrong with the last attempt at the field that it is about. */
export function PasswordChangeForm({ email, outcome }: { email: string; outcome: string | undefined }) {
  return (
    <form method="post" action="/account/password" className="grid max-w-90 gap-3">
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <CurrentPasswordField id="current" problem={outcome} />
      {/* Said once, at the first field. */}
      <NewPasswordField problem={outcome === 'throttled' ? undefined : outcome} />
      <label className="flex items-start gap-2">
        <input type="checkbox" name="others" value="1" defaultChecked className="mt-0.5 size-4" />
        <span>
          Revoke all programs and passkeys as well
          <span className="block text-xs text-muted-foreground">
            Whoever knew the old one may have added some. You are signed out everywhere in any case.
          </span>
        </span>
      </label>
      <Button type="submit" className="justify-self-start">
        Change password
      </Button>
    </form>
  )
}
