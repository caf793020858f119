import { passkeysOf } from '@/passkeys/passkeys'
import { AddPasskey } from './add-passkey'
import { PasskeyList } from './passkey-list'

const outcomes: Record<string, string> = {
  added: 'Added. From now on you can sign in with it.',
  removed: 'Removed. It signs nobody in any more; sessions that began with it go on until you sign out there.',
}

interface PasskeySectionProps {
  userId: string
  /** What became of the last one. */
  outcome: string | undefined
  timeZone: string
}

/** The passkeys with which a person signs in, and a way to add one. */
export async function PasskeySection({ userId, outcome, timeZone }: PasskeySectionProps) {
  const text = outcome && Object.hasOwn(outcomes, outcome) ? outcomes[outcome] : ''
  return (
    <>
      <p className="mb-3 max-w-prose text-muted-foreground">
        A passkey signs you in with your fingerprint, face or PIN. It works on this site alone, so nobody can get it out
        of you elsewhere, and nothing secret of it is kept here.
      </p>
      <p role="status" className="mb-3 text-muted-foreground empty:hidden">
        {text}
      </p>
      <PasskeyList passkeys={await passkeysOf(userId)} timeZone={timeZone} />
      <AddPasskey />
    </>
  )
}
