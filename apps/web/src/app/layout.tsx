import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AnchorHistory } from '@/components/shell/anchor-history'
import { THEME_COOKIE, themeClass } from '@/components/shell/theme'
import { classNames } from '@/components/ui/class-names'
import '@/styles/globals.css'

export const metadata: Metadata = {
  title: { default: 'Chaperone', template: '%s · Chaperone' },
  description:
    'One host carries every call of an agent to three MCP servers, and shows why each was allowed or refused.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeClass((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <html lang="en" className={classNames(GeistSans.variable, GeistMono.variable, theme)} suppressHydrationWarning>
      <body>
        {children}
        <AnchorHistory />
      </body>
    </html>
  )
}
