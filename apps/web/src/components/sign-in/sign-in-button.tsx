'use client'

import { Button, type ButtonProps } from '@/components/ui/button'
import { useIsInBrowser } from '@/components/ui/use-is-in-browser'

/**
 * Signs in once the page's scripts are there. Before that a press would load the page anew, and what was typed would be
 * gone.
 */
export function SignInButton({ isBusy, className = '', ...props }: ButtonProps & { isBusy: boolean }) {
  const isReady = useIsInBrowser()
  return (
    <Button
      {...props}
      disabled={!isReady}
      aria-disabled={isBusy}
      className={`disabled:cursor-progress! disabled:opacity-100! ${className}`}
    />
  )
}
