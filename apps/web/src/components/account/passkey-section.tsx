import { OutcomeMessage } from '@/components/outcome/outcome-message'
import { passkeysOf } from '@/passkeys/passkeys'
import { AddPasskey } from './add-passkey'
import { NoPassword } from './no-password'
import { PasskeyList } from './passkey-list'

const outcomes: Record<string, string> = {
  passkey_added: 'Added. From now on you can sign in with it.',
  passkey_removed: 'Removed. It signs nobody in any more; sessions that began with it go on until you sign out there.',
}

interface PasskeySectionProps {
  userId: string
  /** Without one there is none to show before adding a passkey. */
  hasPassword: boolean
  /** What came of the last form. */
  outcome: string | undefined
  timeZone: string
}

/** The passkeys with which a person signs in, and a way to add one. */
export async function PasskeySection({ userId, hasPassword, outcome, timeZone }: PasskeySectionProps) {
  const text = outcome && Object.hasOwn(outcomes, outcome) ? outcomes[outcome] : ''
  return (
    <>
      <p className="mb-3 max-w-prose text-muted-foreground">
        A passkey signs you in with your fingerprint, face or PIN. It works on this site alone, so nobody can get it out
        of you elsewhere, and nothing secret of it is kept here.
      </p>
      {text ? <OutcomeMessage>{text}</OutcomeMessage> : null}
      <PasskeyList passkeys={await passkeysOf(userId)} timeZone={timeZone} />
      {hasPassword ? <AddPasskey /> : <NoPassword />}
    </>
  )
}
