export const THEME_COOKIE = 'theme'

/** The class of the root element for a cookie's value; empty follows the system. */
export function themeClass(cookie: string | undefined): 'light' | 'dark' | '' {
  return cookie === 'light' || cookie === 'dark' ? cookie : ''
}
