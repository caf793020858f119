import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

/** A neutral label, for roles and counts. Verdicts have their own badge. */
export function Badge({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 items-center rounded-sm bg-secondary px-1.5 text-xs font-medium text-muted-foreground whitespace-nowrap',
        className,
      )}
      {...props}
    />
  )
}
