import type { Verdict as VerdictName } from '@chaperone/contracts'
import { AllowedIcon, ApprovalIcon, RefusedIcon } from '@/components/icons/icons'
import { classNames } from '@/components/ui/class-names'

const words: Record<VerdictName, string> = {
  allowed: 'Allowed',
  needs_approval: 'Needs approval',
  refused: 'Refused',
}

const icons: Record<VerdictName, () => React.JSX.Element> = {
  allowed: AllowedIcon,
  needs_approval: ApprovalIcon,
  refused: RefusedIcon,
}

/** The word for a verdict, as it stands beside its icon. */
export function verdictWord(verdict: VerdictName): string {
  return words[verdict]
}

export function VerdictIcon({ verdict }: { verdict: VerdictName }) {
  const Icon = icons[verdict]
  return <Icon />
}

/** Icon, word and colour of a verdict; `isBadge` adds the tinted box, for the one verdict a panel is about. */
export function Verdict({
  verdict,
  word,
  isBadge = false,
  className,
}: {
  verdict: VerdictName
  word?: string | undefined
  isBadge?: boolean
  className?: string
}) {
  return (
    <span className={classNames('verdict tabular-nums', isBadge && 'verdict-badge', className)} data-verdict={verdict}>
      <VerdictIcon verdict={verdict} />
      {word ?? words[verdict]}
    </span>
  )
}
