import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

const variants = {
  outline: 'border-border-strong bg-card hover:bg-accent',
  primary:
    'border-primary bg-primary text-primary-foreground hover:bg-[color-mix(in_oklab,var(--primary)_86%,var(--background))]',
  quiet: 'border-transparent text-muted-foreground hover:bg-accent',
}

const sizes = {
  medium: 'h-10 px-3.5 md:h-7 md:px-2.5',
  quiet: 'h-10 px-2 md:h-7 md:px-1.5',
  icon: 'size-10 md:size-7',
  large: 'h-10 px-3.5 md:h-8.5',
  /** For a choice that must not be made in haste: the consent page. */
  tall: 'h-11 px-4 text-base sm:h-10',
}

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: keyof typeof variants
  size?: keyof typeof sizes
  /** Renders the only child (a link) with the button's look. */
  asChild?: boolean
}

/** A button of at least 40 px on small screens. One filled (`primary`) button per view at most. */
export function Button({ variant = 'outline', size = 'medium', asChild, className, type, ...props }: ButtonProps) {
  const Element = asChild ? Slot.Root : 'button'
  return (
    <Element
      type={asChild ? undefined : (type ?? 'button')}
      className={classNames(
        'inline-flex items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55',
        variants[variant],
        sizes[size],
        className,
      )}
      {...props}
    />
  )
}
