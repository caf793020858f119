'use client'

import { type ComponentProps, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

/**
 * A field for a password that is being chosen, which can be read on demand: what one sees, one mistypes less.
 *
 * @see NIST SP 800-63B-4 §3.1.1.2; OWASP ASVS 5.0 V6.2.6
 */
export function ShownPassword({ id, isTall = false, ...props }: ComponentProps<typeof Input>) {
  const [isShown, setShown] = useState(false)
  return (
    <div className="flex gap-2">
      <Input id={id} isTall={isTall} type={isShown ? 'text' : 'password'} spellCheck={false} {...props} />
      <Button
        className="aria-pressed:bg-accent"
        size={isTall ? 'large' : 'medium'}
        aria-pressed={isShown}
        aria-controls={id}
        onClick={() => setShown(!isShown)}
      >
        Show
      </Button>
    </div>
  )
}
