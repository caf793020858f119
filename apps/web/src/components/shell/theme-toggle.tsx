'use client'

import { ThemeIcon } from '@/components/icons/icons'
import { Button } from '@/components/ui/button'
import { THEME_COOKIE } from './theme.ts'

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60

function switchTheme() {
  const root = document.documentElement
  const isDark =
    root.classList.contains('dark') ||
    (!root.classList.contains('light') && matchMedia('(prefers-color-scheme: dark)').matches)
  const next = isDark ? 'light' : 'dark'
  root.classList.remove('light', 'dark')
  root.classList.add(next)
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads the choice, so that the first paint is right without an inline script
  document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=${ONE_YEAR_SECONDS}; samesite=lax`
}

/** Switches between light and dark and remembers the choice for a year. */
export function ThemeToggle() {
  return (
    <Button variant="quiet" size="icon" aria-label="Switch between light and dark" onClick={switchTheme}>
      <ThemeIcon />
    </Button>
  )
}
