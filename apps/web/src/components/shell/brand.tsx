import { BrandMark } from '@/components/icons/icons'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'

export function Brand({ className }: { className?: string }) {
  return (
    <Link
      href="/"
      className={classNames(
        'flex items-center gap-2 text-base font-semibold leading-none tracking-[-0.01em]',
        className,
      )}
    >
      <BrandMark />
      Chaperone
    </Link>
  )
}
