import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

const look =
  'w-full rounded-md border border-input bg-card px-2.5 text-foreground placeholder:text-faint-foreground placeholder:opacity-100 disabled:opacity-60 aria-invalid:border-refused'

/** `isTall` is for a form that is the page's only matter. */
export function Input({ className, isTall = false, ...props }: ComponentProps<'input'> & { isTall?: boolean }) {
  return <input className={classNames(look, isTall ? 'h-10 md:h-8.5' : 'h-10 md:h-7', className)} {...props} />
}

export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select className={classNames(look, 'h-10 md:h-7', className)} {...props} />
}

/** A label above its control; the control is the child and carries the same `id` as `htmlFor`. */
export function Field({
  label,
  htmlFor,
  className,
  children,
}: {
  label: string
  htmlFor: string
  className?: string
  children: ReactNode
}) {
  return (
    <div className={classNames('grid content-start gap-1', className)}>
      <label htmlFor={htmlFor} className="text-xs font-medium text-muted-foreground">
        {label}
      </label>
      {children}
    </div>
  )
}
